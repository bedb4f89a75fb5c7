import { useEffect } from 'react';
import { hideToast, useView } from '../state/view.ts';
import style from './toast.module.css';

/** The one place where toasts appear. Its live region is there before the first of them, or readers would miss it. */
export function ToastPlace() {
  const toast = useView((view) => view.toast);

  useEffect(() => {
    if (!toast) return;
    const timer = window.setTimeout(() => hideToast(toast), toast.seconds * 1000);
    return () => window.clearTimeout(timer);
  }, [toast]);

  return (
    <div className={style.place} aria-live="polite">
      {toast && (
        <div className={style.toast}>
          <p>{toast.text}</p>
          {toast.action && (
            <button
              type="button"
              className={style.action}
              onClick={() => {
                hideToast(toast);
                toast.action?.run();
              }}
            >
              {toast.action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
