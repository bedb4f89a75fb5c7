import { dayOf, formatDay, formatDayShort, timeOf } from '../../domain/text.ts';
import type { SyncProgress } from '../../sync/outcome.ts';
import { messages } from '../messages/vi.ts';
import { build, builtAt, isOlderBuild } from './build.ts';
import { problemEntries, waitingEntries, type Batch, type SendingFacts } from './sending.tsx';

export interface SendingSentence {
  /** `quiet` asks for nothing, `waiting` is on this phone only, `urgent` needs a person. */
  tone: 'quiet' | 'waiting' | 'sending' | 'urgent';
  /** Said strongly, before the rest. */
  lead: string;
  rest: string;
  href: string;
  /** 0 to 1 while a sending runs. */
  share: number | null;
}

const threeDays = 3 * 86_400_000;
const sevenDays = 7 * 86_400_000;

/** The one sentence about sending. Every word of it hangs on a fact of the database or on the last attempt's end. */
export function describeSending(
  facts: SendingFacts,
  progress: Pick<SyncProgress, 'outcome'>,
  batch: Batch | null,
  now: number,
  earliest: number = builtAt,
): SendingSentence {
  const waiting = waitingEntries(facts).size;
  const problems = problemEntries(facts);
  const said = (tone: SendingSentence['tone'], [lead, rest]: [string, string], href = '/outbox'): SendingSentence => ({
    tone,
    lead,
    rest,
    href,
    share: null,
  });
  const words = messages.sending;
  if (progress.outcome === 'signedOut') return said('waiting', words.signedOut, '/start');
  if (progress.outcome === 'wrongUser') return said('urgent', words.wrongUser, '/start');
  if (problems.size > 0) {
    const [only] = problems;
    return said('urgent', words.problems(problems.size), problems.size === 1 && only ? `/e/${only}` : '/outbox');
  }
  // No secure connection is made then, and the browser only says that there is none.
  if (now < earliest) return said('waiting', words.wrongDate(formatDay(dayOf(now))), '/help');
  // Sending goes on all the same: what was written by an old build is taken for years.
  if (isOlderBuild(build, facts.minimumBuild)) return said('waiting', words.outdated, '/help');
  if (waiting === 0) return said('quiet', facts.lastAppliedAt === null ? words.nothing : words.allSent(timeOf(facts.lastAppliedAt)));
  if (batch) {
    const total = batch.entries + batch.photos;
    return {
      ...said('sending', words.sending(batch, facts.attachmentCount)),
      share: total === 0 ? null : 1 - (batch.entriesLeft + batch.photosLeft) / total,
    };
  }
  const age = facts.oldestAt === null ? 0 : now - facts.oldestAt;
  if (age >= threeDays && facts.oldestAt !== null) {
    const days = Math.floor(age / 86_400_000);
    return age >= sevenDays
      ? said('urgent', words.veryOld(waiting, days))
      : said('waiting', words.old(waiting, formatDayShort(dayOf(facts.oldestAt))));
  }
  switch (progress.outcome) {
    case 'offline':
      return said('waiting', words.offline(waiting));
    case 'notOurServer':
      return said('waiting', words.notOurServer(waiting));
    case 'serverTrouble':
      return said('waiting', words.serverTrouble(waiting));
    case 'storageTrouble':
      return said('urgent', words.storageTrouble);
    default:
      return facts.texts.size === 0 && facts.photoCount > 0
        ? said('waiting', words.weak(facts.photoCount - facts.attachmentCount, facts.attachmentCount))
        : said('waiting', words.soon(waiting));
  }
}
