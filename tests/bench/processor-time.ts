import { readdir, readFile } from 'node:fs/promises';

/** Milliseconds of processor that a process and those it started have used so far; null where the system does not tell. */
export async function processorTime(processId: number): Promise<number | null> {
  const processes = await readProcesses();
  if (!processes) return null;
  const family = new Set([processId]);
  for (const [id, { parent }] of [...processes].sort(([left], [right]) => left - right)) if (family.has(parent)) family.add(id);
  const ticks = [...family].reduce((sum, id) => sum + (processes.get(id)?.ticks ?? 0), 0);
  return (ticks * 1000) / ticksPerSecond;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: USER_HZ is 100 on every platform that Node runs on. */
const ticksPerSecond = 100;

async function readProcesses(): Promise<Map<number, { parent: number; ticks: number }> | null> {
  const names = await readdir('/proc').catch(() => null);
  if (!names) return null;
  const processes = new Map<number, { parent: number; ticks: number }>();
  for (const name of names.filter((each) => /^\d+$/.test(each))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
    if (stat === null) continue;
    // The name in brackets may hold anything; numbers begin behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, ...times] = [fields[1], fields[11], fields[12], fields[13], fields[14]].map(Number);
    processes.set(Number(name), { parent: parent ?? 0, ticks: times.reduce((sum, each) => sum + each, 0) });
  }
  return processes;
}
