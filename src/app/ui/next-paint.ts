/** At once where nothing is painted, in a tab behind another. */
export async function nextPaint(): Promise<void> {
  if (document.hidden) return;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
