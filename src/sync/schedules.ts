import type { LocalDatabase } from '../localdb/database.ts';
import type { ScheduleEdit } from '../localdb/rows.ts';
import { acceptSchedule, meetNewerSchedule, readEdits, refuseSchedule } from '../localdb/schedules.ts';
import { schedulesAnswer, storedSchedule } from '../protocol/schedule.ts';
import { jsonBody } from './gzip.ts';
import { type Transport, understand } from './transport.ts';

const patience = 30_000;

/** Brings to the server what was changed of schedules on this device. What it does not take stays, with the reason. */
export async function sendSchedules(db: LocalDatabase, transport: Transport): Promise<void> {
  for (const edit of await readEdits(db)) {
    if (edit.state !== 'waiting') continue;
    const met = await sendOne(db, transport, edit);
    // Once: who is overtaken again waits for the next round.
    if (met?.state === 'waiting') await sendOne(db, transport, met);
  }
}

/** The edit as it has become, where it has to go once more. */
async function sendOne(db: LocalDatabase, transport: Transport, edit: ScheduleEdit): Promise<ScheduleEdit | null> {
  const { unit, base, schedule } = edit;
  const path = `/v1/schedules/${encodeURIComponent(unit)}`;
  const request = { method: 'PUT' as const, path, ...(await jsonBody(JSON.stringify({ base, schedule }))), patience };
  const answer = understand(await transport.send(request), storedSchedule);
  if (answer.status === 'ok') {
    await acceptSchedule(db, answer.value, edit);
    return null;
  }
  if (answer.status !== 'problem') return null;
  switch (answer.kind) {
    case 'outdated': {
      const newer = understand(await transport.send({ method: 'GET', path: '/v1/schedules', patience }), schedulesAnswer);
      return newer.status === 'ok' ? meetNewerSchedule(db, newer.value.schedules, edit) : null;
    }
    case 'invalid':
    case 'forbidden':
    case 'not_found':
    case 'bad_request':
      await refuseSchedule(db, unit);
      return null;
    default:
      return null;
  }
}
