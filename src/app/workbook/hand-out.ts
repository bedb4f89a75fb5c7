/** Puts a workbook where the browser keeps downloads. */
export function handOut(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun by then; at once would be too early for some.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
