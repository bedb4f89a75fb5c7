/** Which key does what in the review screen (2.1.4: letters can be turned off; consonants without a Telex role only). */

export type KeyAction = 'next' | 'previous' | 'takeFocus' | 'approve' | 'return' | 'skip' | 'photos' | 'keys';

export interface Press {
  key: string;
  repeat: boolean;
  isComposing: boolean;
  /** Ctrl, Alt, Meta or Shift; Shift does not count for "?". */
  modified: boolean;
}

/**
 * Where the focus is. `queue`: the selected row or the pane itself. `control`: a button or link of its own, which takes
 * Enter for itself. `typing`: a field. `dialog`: anything within one. `elsewhere`: nothing, or the heading.
 */
export type Focus = 'queue' | 'control' | 'typing' | 'dialog' | 'elsewhere';

export interface Situation {
  focus: Focus;
  lettersOn: boolean;
  /** Milliseconds since the item came into sight. */
  shownFor: number;
  /** The item is shown as it now is, and may be decided upon. */
  mayDecide: boolean;
  hasItem: boolean;
}

/** An Enter meant for the item before must not approve the next one. */
export const armedAfter = 400;

export function keyAction(press: Press, situation: Situation): KeyAction | null {
  if (press.isComposing || situation.focus === 'typing' || situation.focus === 'dialog') return null;
  if (press.modified || !situation.hasItem) return null;
  switch (press.key) {
    case 'ArrowDown':
      return situation.focus === 'queue' ? 'next' : 'takeFocus';
    case 'ArrowUp':
      return situation.focus === 'queue' ? 'previous' : 'takeFocus';
    case 'Enter': {
      const armed = situation.focus === 'queue' && situation.shownFor >= armedAfter && situation.mayDecide;
      return armed && !press.repeat ? 'approve' : null;
    }
    default:
      return press.repeat || !situation.lettersOn ? null : letterAction(press.key, situation);
  }
}

function letterAction(key: string, situation: Situation): KeyAction | null {
  switch (key.toLowerCase()) {
    case 't':
      return situation.mayDecide ? 'return' : null;
    case 'b':
      return 'skip';
    case 'p':
      return 'photos';
    case '?':
      return 'keys';
    default:
      return null;
  }
}
