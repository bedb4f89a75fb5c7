import { type Kysely, Migrator } from 'kysely';
import type { Tables } from '../tables.ts';
import * as first from './0001-first.ts';
import * as appendOnly from './0002-append-only.ts';
import * as safe from './0003-safe.ts';
import * as unitLeads from './0004-unit-leads.ts';
import * as plans from './0005-plans.ts';
import * as schedules from './0006-schedules.ts';
import * as attachments from './0007-attachments.ts';
import * as jointFacts from './0008-joint-facts.ts';
import * as held from './0009-held.ts';
import * as erasure from './0010-erasure.ts';
import * as previews from './0011-previews.ts';
import * as unique from './0012-unique.ts';
import * as invitations from './0013-invitations.ts';

export type Dialect = 'sqlite' | 'postgres';

/**
 * Brings the tables to this build's form; of several processes that start at once one does it and the others wait. A
 * migration that was released is never edited; the next one is added.
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const migrations = {
    '0001-first': first,
    '0002-append-only': { up: (tx: Kysely<unknown>) => appendOnly.up(tx, dialect) },
    '0003-safe': safe,
    '0004-unit-leads': unitLeads,
    '0005-plans': plans,
    '0006-schedules': schedules,
    '0007-attachments': attachments,
    '0008-joint-facts': jointFacts,
    '0009-held': held,
    '0010-erasure': { up: (tx: Kysely<unknown>) => erasure.up(tx, dialect) },
    '0011-previews': previews,
    '0012-unique': unique,
    '0013-invitations': invitations,
  };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('the tables could not be brought up to date', { cause: error });
}
