/** Which key does what in the week: arrows, Space, Enter and digits only, since letters belong to Vietnamese typing. */

export type GridAction =
  | { type: 'move'; rows: number; columns: number }
  | { type: 'toColumn'; column: number }
  | { type: 'held' | 'leftOut' | 'enter' };

export function gridAction(press: { key: string; repeat: boolean; isComposing: boolean; modified: boolean }): GridAction | null {
  if (press.isComposing || press.modified) return null;
  switch (press.key) {
    case 'ArrowUp':
      return { type: 'move', rows: -1, columns: 0 };
    case 'ArrowDown':
      return { type: 'move', rows: 1, columns: 0 };
    case 'ArrowLeft':
      return { type: 'move', rows: 0, columns: -1 };
    case 'ArrowRight':
      return { type: 'move', rows: 0, columns: 1 };
    case ' ':
      return press.repeat ? null : { type: 'held' };
    case '0':
      return press.repeat ? null : { type: 'leftOut' };
    case 'Enter':
      return press.repeat ? null : { type: 'enter' };
    default:
      return /^[1-7]$/.test(press.key) ? { type: 'toColumn', column: Number(press.key) - 1 } : null;
  }
}
