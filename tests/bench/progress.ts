import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { occurredOn } from '../../src/domain/kinds/index.ts';
import { addDays } from '../../src/domain/text.ts';
import type { ProgressAnswer } from '../../src/protocol/plan.ts';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import type { Database } from '../../src/server/db/database.ts';
import { openSqlite } from '../../src/server/db/sqlite/open-sqlite.ts';
import { writeFacts } from '../../src/server/plans/facts.ts';
import { planEntry } from '../fakes/plan-entries.ts';
import { startTestServer } from '../fakes/test-server.ts';
import { broadcastValues } from '../fakes/device.ts';
import { newId, WirePhone } from '../fakes/wire-phone.ts';
import { atLeast, atMost, type Figure, reported } from './figure.ts';
import { percentile } from './signed-in-browser.ts';

const entryCount = 300_000;
const rounds = 40;
const budget = 300;
const pageSize = 1_000;
const now = Date.parse('2026-11-24T10:05:00+07:00');

/** The supervisor's question about a year of the whole province: every task, every unit, over HTTP. */
export async function measure(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-progress-'));
  const database = await openSqlite(path.join(folder, 'so.sqlite'));
  const server = await startTestServer({ dataFolder: folder, database, clock: { now } });
  try {
    await load(database);
    const desk = new WirePhone(server.url, now);
    await desk.signIn('sonoivu');
    const milliseconds: number[] = [];
    let answer: ProgressAnswer = { today: '', tasks: [] };
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now();
      answer = (await (await desk.fetch('/v1/plans/plan-2026/progress')).json()) as ProgressAnswer;
      milliseconds.push(performance.now() - begun);
    }
    const rows = answer.tasks.reduce((sum, task) => sum + task.rows.length, 0);
    return [
      atMost(`progress of all tasks of all units, ${entryCount} entries, SQLite: p95`, percentile(milliseconds.slice(1), 95), 'ms', budget),
      reported('median', percentile(milliseconds, 50), 'ms'),
      reported('the first, with nothing in memory', milliseconds[0] ?? 0, 'ms'),
      // Each commune has five tasks of its own; without rows the time would mean nothing.
      atLeast('tasks of units told of', rows, 'rows', 500),
    ];
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two thirds broadcasts, as a commune logs: some a day, some a series; the rest of every kind that the plan counts. */
async function load(database: Database): Promise<void> {
  const units = loadCatalogue().units.filter((unit) => unit.tier === 'commune' && unit.validTo === null);
  const author = await database.query.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow();
  for (let start = 0; start < entryCount; start += pageSize) {
    const entries = Array.from({ length: pageSize }, (_, index) => {
      const number = start + index;
      const { kind, values } = work(number, addDays('2025-12-15', (number * 7919) % 340));
      const unit = units[number % units.length]?.key ?? '';
      return planEntry({ id: newId(), unit, kind, values, status: number % 10 === 0 ? 'submitted' : 'approved' });
    });
    await database.write(async (tx) => {
      for (let page = 0; page < entries.length; page += 200) {
        await tx
          .insertInto('entry')
          .values(
            entries.slice(page, page + 200).map((entry) => ({
              unit: entry.unit,
              id: entry.id,
              kind: entry.kind,
              revision: 1,
              status: entry.status,
              occurred_on: occurredOn(entry),
              document: JSON.stringify(entry),
              writers: '{}',
              author: author.id,
              received_at: now,
              submitted_at: now,
              updated_at: now,
            })),
          )
          .execute();
      }
      await writeFacts(tx, entries);
    });
  }
}

function work(number: number, day: string): { kind: string; values: FieldValues } {
  if (number % 3 > 0) {
    const days = number % 20 === 1 ? 6 : 1;
    const airDates = Array.from({ length: days }, (_, index) => addDays(day, index));
    return { kind: 'broadcast', values: { ...broadcastValues(), airDates, airings: days * 2 } };
  }
  const others: { kind: string; values: FieldValues }[] = [
    { kind: 'integratedMeeting', values: { heldOn: day, attendance: 40 } },
    { kind: 'mediaItem', values: { publishedOn: day, outletType: 'communeWebsite', origin: 'own' } },
    { kind: 'visualDisplay', values: { mountedOn: day, displayType: 'panel', action: 'newlyMounted', quantity: 1 } },
    { kind: 'training', values: { startDate: day, classes: 1, attendance: 60 } },
    { kind: 'leaflet', values: { distributedOn: day, distributed: 100 } },
  ];
  return others[number % others.length] ?? { kind: 'integratedMeeting', values: { heldOn: day } };
}
