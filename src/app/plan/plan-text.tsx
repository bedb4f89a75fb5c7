import style from './plan.module.css';

/** A line or some lines of a plan's words. */
export function PlanText(props: { label: string; name: string; value: string; lines?: number; hint?: string; numeric?: boolean }) {
  const { label, name, value, lines, hint, numeric } = props;
  return (
    <label className={style.field}>
      <span>{label}</span>
      {hint !== undefined && <span className="quiet">{hint}</span>}
      {lines === undefined ? (
        <input name={name} defaultValue={value} autoComplete="off" inputMode={numeric ? 'numeric' : 'text'} />
      ) : (
        <textarea name={name} defaultValue={value} rows={lines} />
      )}
    </label>
  );
}
