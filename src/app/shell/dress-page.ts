import { useView } from '../state/view.ts';

/** Keeps the page's own attributes in step with the view: theme, text size, and "narrow" for big text on a small screen. */
export function dressPage(): void {
  const page = document.documentElement;
  const dress = (): void => {
    const { theme, textSize } = useView.getState();
    page.dataset['theme'] = theme;
    page.dataset['text'] = textSize;
    measure();
  };
  // Fixed bars would cover most of a screen that holds fewer than 15 letters a line.
  const measure = (): void => {
    page.toggleAttribute('data-narrow', window.innerWidth / Number.parseFloat(getComputedStyle(page).fontSize) < 15);
  };
  dress();
  useView.subscribe(dress);
  window.addEventListener('resize', measure);
}
