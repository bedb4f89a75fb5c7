/**
 * A closing dialog steps back in the history. A navigation before that step has landed would be the one undone, so it
 * waits for it; not for ever, since a dialog closed by Back has stepped already.
 */
export function afterStepBack(run: () => void): void {
  const finish = (): void => {
    window.removeEventListener('popstate', finish);
    window.clearTimeout(timer);
    // The browser puts the scroll position back right after the event.
    window.setTimeout(run, 0);
  };
  const timer = window.setTimeout(finish, 300);
  window.addEventListener('popstate', finish);
}
