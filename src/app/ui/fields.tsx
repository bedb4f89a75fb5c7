import { useId, useState } from 'react';
import { personMessages } from '../messages/vi.person.ts';
import style from './fields.module.css';
import { Eye, EyeOff } from './icon.tsx';

/** Uncontrolled, as every field here: an input method's keystrokes belong to the input. */
export function TextField({
  name,
  label,
  hint,
  usual,
  autoComplete,
}: {
  name: string;
  label: string;
  hint?: string;
  /** What stands there until somebody types; may come later than the field. */
  usual?: string | undefined;
  autoComplete: string;
}) {
  const id = useId();
  return (
    <div className={style.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        name={name}
        defaultValue={usual}
        autoComplete={autoComplete}
        autoCapitalize={autoComplete === 'name' ? 'words' : 'none'}
        spellCheck={false}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
    </div>
  );
}

export function PasswordField({ autoComplete, hint }: { autoComplete: 'current-password' | 'new-password'; hint?: string }) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  return (
    <div className={style.field}>
      <label htmlFor={id}>{personMessages.start.password}</label>
      {hint && (
        <p className="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <span className={style.password}>
        <input
          id={id}
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
        <button type="button" className={style.show} onClick={() => setShown(!isShown)}>
          {isShown ? <EyeOff /> : <Eye />}
          {isShown ? personMessages.start.hide : personMessages.start.show}
        </button>
      </span>
    </div>
  );
}

export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.normalize('NFC') : '';
}
