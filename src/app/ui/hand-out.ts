/** Puts a file where the browser keeps downloads. */
export function handOut(bytes: Uint8Array<ArrayBuffer>, { name, type }: { name: string; type: string }): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun by then; at once would be too early for some.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Changes that can be shown to somebody, or handed in; on a phone the file can be sent on in any app. */
export function handOutChanges(text: string, name: string): void {
  handOut(new TextEncoder().encode(text), { name, type: 'application/json' });
}

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
