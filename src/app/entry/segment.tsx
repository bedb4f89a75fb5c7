import type { UseFormRegisterReturn } from 'react-hook-form';
import style from './form.module.css';

/** One radio or checkbox, drawn as a large key. Native underneath: arrows, spaces and screen readers work. */
export function Segment({
  type,
  value,
  label,
  small,
  registered,
}: {
  type: 'radio' | 'checkbox';
  value: string;
  label: string;
  small?: string;
  registered: UseFormRegisterReturn;
}) {
  return (
    <label className={style.segment}>
      <input type={type} value={value} {...registered} />
      {label}
      {small && <small className="together">{small}</small>}
    </label>
  );
}
