import { useView, type TextSize, type Theme } from '../state/view.ts';

/** Keeps the page's own attributes in step with the view: theme, text size, and "narrow" for big text on a small screen. */
export function dressPage(): void {
  const page = document.documentElement;
  const dress = ({ theme, textSize }: { theme: Theme; textSize: TextSize }): void => {
    page.dataset['theme'] = theme;
    const resized = page.dataset['text'] !== textSize;
    page.dataset['text'] = textSize;
    // Measuring lays the whole page out: a change of colours must not wait for it.
    if (resized) measure();
  };
  // Fixed bars would cover most of a screen that holds fewer than 15 letters a line.
  const measure = (): void => {
    page.toggleAttribute('data-narrow', window.innerWidth / Number.parseFloat(getComputedStyle(page).fontSize) < 15);
  };
  dress(useView.getState());
  useView.subscribe(dress);
  window.addEventListener('resize', measure);
}
