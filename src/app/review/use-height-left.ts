import { useCallback } from 'react';

/**
 * Gives the element what is left of the window below it, so that list and item scroll side by side and the decision
 * stays in sight. What stands above (strip, notices) comes and goes, so it is measured.
 */
export function useHeightLeft(): (element: HTMLDivElement) => () => void {
  return useCallback((element) => {
    const measure = (): void => {
      const top = element.getBoundingClientRect().top + window.scrollY;
      element.style.setProperty('--above', `${Math.round(top)}px`);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    // The page may be as high as before when something new stands above; what holds it all is not.
    if (element.parentElement) observer.observe(element.parentElement);
    for (const sibling of element.parentElement?.children ?? []) observer.observe(sibling);
    measure();
    return () => observer.disconnect();
  }, []);
}
