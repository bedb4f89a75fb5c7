/** How one attempt to send ended: a closed list, each with its sentence in the messages. */
export type SendOutcome =
  /** Everything is acknowledged, photos too. */
  | 'allSent'
  /** Text is acknowledged, photos are left. */
  | 'photosLeft'
  /** The server is there and nothing failed, but text is left: it goes with the next attempt. */
  | 'textLeft'
  /** No answer at all. */
  | 'offline'
  /** An answer, but not the server's: a sign-in page of some Wi-Fi, a proxy's error page. */
  | 'notOurServer'
  /** The server is there and busy, or broken; everything stays and is tried again. */
  | 'serverTrouble'
  /** The session ended: logging goes on, sending waits for a sign-in. */
  | 'signedOut'
  /** Another person's session on this device. */
  | 'wrongUser'
  /** Another tab of this device is at it: what is left is told by the database, nothing by this one. */
  | 'otherTab'
  /** The device could not write. */
  | 'storageTrouble';

export interface SyncProgress {
  phase: 'idle' | 'sending';
  /** Of the last finished attempt; null before the first. */
  outcome: SendOutcome | null;
  /** When it ended, milliseconds. */
  at: number | null;
  /** When the next attempt is due by itself. */
  nextAt: number | null;
}

/** What screens hold of the runner. */
export interface SyncRunner {
  /** Tries at once, whatever the wait was; answers with how it went. */
  sendNow: () => Promise<SendOutcome>;
  /** Something was saved: try soon. */
  workAdded: () => void;
  progress: () => SyncProgress;
  subscribe: (listener: () => void) => () => void;
  stop: () => void;
}
