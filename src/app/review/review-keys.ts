/** Which key does what in the review screen (2.1.4: letters can be turned off; consonants without a Telex role only). */

export type KeyAction = 'next' | 'previous' | 'takeFocus' | 'approve' | 'choose' | 'return' | 'skip' | 'photos' | 'keys' | 'undo';

export interface Press {
  key: string;
  repeat: boolean;
  isComposing: boolean;
  /** Ctrl, Alt, Meta or Shift; Shift does not count for "?". */
  modified: boolean;
}

export function pressOf(event: KeyboardEvent): Press {
  return {
    key: event.key,
    repeat: event.repeat,
    isComposing: event.isComposing,
    modified: event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key !== '?'),
  };
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
  /** And approved at that: what is returned may still have an open question. */
  mayApprove: boolean;
  hasItem: boolean;
}

/** An Enter meant for the item before must not approve the next one. */
export const armedAfter = 400;

export function keyAction(press: Press, situation: Situation): KeyAction | null {
  if (press.isComposing || situation.focus === 'typing' || situation.focus === 'dialog') return null;
  if (press.modified) return null;
  if (press.key.toLowerCase() === 'h') return press.repeat || !situation.lettersOn ? null : 'undo';
  if (!situation.hasItem) return null;
  switch (press.key) {
    case 'ArrowDown':
      return situation.focus === 'queue' ? 'next' : 'takeFocus';
    case 'ArrowUp':
      return situation.focus === 'queue' ? 'previous' : 'takeFocus';
    case 'Enter': {
      const armed = situation.focus === 'queue' && situation.shownFor >= armedAfter && situation.mayDecide && situation.mayApprove;
      return armed && !press.repeat ? 'approve' : null;
    }
    case ' ':
      return situation.focus === 'queue' && situation.mayDecide && situation.mayApprove && !press.repeat ? 'choose' : null;
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
