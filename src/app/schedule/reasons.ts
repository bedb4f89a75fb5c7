import type { ExceptionReason } from '../../domain/schedule.ts';

/** Why one session was not held, as it is said on the day. */
export const dayReasons: readonly ExceptionReason[] = ['power', 'loudspeaker', 'network', 'postponed', 'other'];

/** Why whole days are left out, as it is said ahead of them. */
export const holidayReasons: readonly ExceptionReason[] = ['holiday', ...dayReasons];
