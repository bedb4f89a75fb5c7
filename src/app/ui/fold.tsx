import { useEffect, useRef, type ReactNode } from 'react';
import style from './fold.module.css';

/** A native fold that opens itself when something in it asks for a person, and never closes by itself. */
export function Fold({ title, hint, asks, children }: { title: string; hint?: string | undefined; asks: boolean; children: ReactNode }) {
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (asks && fold.current) fold.current.open = true;
  }, [asks]);
  return (
    <details ref={fold} className={style.fold}>
      <summary>
        <span>
          {title}
          {hint && <small>{hint}</small>}
        </span>
      </summary>
      <div className={style.foldBody}>{children}</div>
    </details>
  );
}
