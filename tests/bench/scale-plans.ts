import type { Client } from 'pg';
import { plainJpeg } from '../fakes/pictures.ts';
import type { TestPostgres } from '../fakes/postgres.ts';
import { atLeast, atMost, type Figure } from './figure.ts';
import { type BenchPhone, benchTraining, type Wire } from './ingest-phones.ts';

/** Those that grow with the work; those of people and sessions are small enough to be read whole. */
export const growingTables = ['entry', 'entry_contributor', 'mutation', 'receipt', 'feed', 'scope_head', 'photo', 'fact'];

/** https://www.postgresql.org/docs/current/auto-explain.html, asleep until it is asked for. */
export const readyToExplain = { shared_preload_libraries: 'auto_explain' };

/**
 * How PostgreSQL carries out what the server itself says to it in the exchanges of a phone that logs an entry with a photo
 * and edits it, of one with nothing to say, and of a colleague's that reads its unit from the start and then the news. The
 * plans are the database's own word of each statement as it ran, with its real values and as it was prepared.
 */
export async function explainExchange(world: {
  client: Client;
  postgres: TestPostgres;
  wire: Wire;
  phone: BenchPhone;
  colleague: BenchPhone;
}): Promise<Figure[]> {
  const { client, postgres, wire, phone, colleague } = world;
  const { entry } = benchTraining(await plainJpeg(1, 64));
  const { id } = entry as { id: string };
  await phone.catchUp(wire);
  const from = postgres.log().length;
  await setExplaining(client, true);
  await colleague.catchUp(wire);
  await phone.sync(wire, []);
  await phone.sync(wire, [entry]);
  await phone.sync(wire, [{ type: 'edit', id, base: 1, set: { attendance: 50 } }]);
  await colleague.sync(wire, []);
  await setExplaining(client, false);
  const explained = readPlans(postgres.log().slice(from));
  return [
    atLeast('different statements of these exchanges, explained as they ran', explained.length, 'statements', leastStatements),
    ...explained.map(judge),
  ];
}

/** Fewer would mean that the log is not understood. */
const leastStatements = 15;

async function setExplaining(client: Client, isOn: boolean): Promise<void> {
  const settings = { log_min_duration: isOn ? '0' : '-1', log_analyze: 'on', log_buffers: 'on', log_format: 'json' };
  for (const [name, value] of Object.entries(settings)) await client.query(`alter system set auto_explain.${name} = '${value}'`);
  await client.query('select pg_reload_conf()');
  // The server's connections take it up between two statements, its log comes here through a pipe.
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

interface Explained {
  'Query Text': string;
  Plan: Plan;
}

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: Plan[];
}

/** The first plan of each statement that touches a table that grows. */
function readPlans(log: string): Explained[] {
  const plans = new Map<string, Explained>();
  // Every line of the JSON after the first begins with a tab, and no other line of the log does.
  for (const [, json] of log.matchAll(/ plan:\n((?:\t.*\n?)+)/g)) {
    const explained = JSON.parse(json ?? '') as Explained;
    // A list of another length is no other statement.
    const text = explained['Query Text'].replaceAll(/\$\d+(, \$\d+)*/g, '$');
    if (!plans.has(text) && nodesOf(explained.Plan).some(isOfGrowingTable)) plans.set(text, explained);
  }
  return [...plans.values()];
}

function judge({ 'Query Text': text, Plan: plan }: Explained): Figure {
  const scans = nodesOf(plan).filter((node) => node['Node Type'].includes('Scan'));
  const used = scans.map((scan) => `${scan['Node Type']} ${scan['Index Name'] ?? scan['Relation Name'] ?? ''}`).join(', ');
  const whole = scans.filter((scan) => scan['Node Type'].endsWith('Seq Scan') && isOfGrowingTable(scan));
  const blocks = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
  const name = `"${text.replaceAll(/\s+/g, ' ').slice(0, 90)}…": ${used || plan['Node Type']}, ${blocks} blocks; readings from end to end`;
  return atMost(name, whole.length, 'readings', 0);
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

function isOfGrowingTable(node: Plan): boolean {
  return growingTables.includes(node['Relation Name'] ?? '');
}
