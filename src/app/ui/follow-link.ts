import type { MouseEvent } from 'react';
import { navigate } from 'wouter/use-browser-location';

/**
 * For links of which a list has many: the router's own ask for the address each time that they are drawn. Who opens a link in
 * another tab gets it from the browser.
 */
export function followLink(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  navigate(event.currentTarget.getAttribute('href') ?? '/');
}
