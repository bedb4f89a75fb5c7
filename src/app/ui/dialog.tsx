import { useEffect, useEffectEvent, useId, useRef, type ReactNode } from 'react';
import { messages } from '../messages/vi.ts';
import style from './dialog.module.css';
import { X } from './icon.tsx';

/** A native modal dialog. The phone's Back closes it, since opening it is a step in the history. */
export function Dialog({
  title,
  open,
  onClose,
  full,
  children,
}: {
  title: string;
  open: boolean;
  onClose: () => void;
  /** Fills the screen, for a photo. */
  full?: boolean;
  children: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const close = useEffectEvent(onClose);

  useEffect(() => {
    const dialog = element.current;
    if (!open || !dialog) return;
    dialog.showModal();
    let leftByBack = false;
    window.history.pushState({ dialog: titleId }, '');
    const onPop = (): void => {
      if (dialogInHistory() === titleId) return;
      leftByBack = true;
      close();
    };
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
      dialog.close();
      if (!leftByBack && dialogInHistory() === titleId) window.history.back();
    };
  }, [open, titleId]);

  return (
    <dialog
      ref={element}
      className={`${style.dialog} ${full ? style.full : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {open && (
        <>
          <div className={style.head}>
            <h2 id={titleId}>{title}</h2>
            <button type="button" className={style.close} aria-label={messages.app.close} onClick={onClose}>
              <X />
            </button>
          </div>
          <div className={style.body}>{children}</div>
        </>
      )}
    </dialog>
  );
}

function dialogInHistory(): string | undefined {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'dialog' in state ? String(state.dialog) : undefined;
}
