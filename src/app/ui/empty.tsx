import type { ReactNode } from 'react';
import style from './empty.module.css';

/** Nothing here: one sentence and at most one button. */
export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className={style.empty}>
      <p>{text}</p>
      {children}
    </div>
  );
}
