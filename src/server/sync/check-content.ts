import { checkEntry, valuesSchema } from '../../domain/check.ts';
import type { Entry } from '../../domain/entry.ts';
import { kindHead, loadKind, occurredOn } from '../../domain/kinds/index.ts';
import { addDays, dayOf } from '../../domain/text.ts';
import { isValidOn, servedOn } from '../../domain/unit.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

/** The first field that keeps an entry's next state from being taken, or null. */
export async function findFault(entry: Entry, facts: { catalogue: Catalogue; now: number }): Promise<string | null> {
  const unit = facts.catalogue.find(entry.unit);
  if (!unit) return 'unit';
  const kind = await loadKind(entry.kind);
  const head = kindHead(entry.kind);
  if (!kind || !head) return 'kind';
  const shape = valuesSchema(kind).safeParse(entry.values);
  if (!shape.success) return String(shape.error.issues[0]?.path[0] ?? 'values');
  // An entry belongs to the unit that was valid on its day, for ever (domain card 2.5); of a series, on each of its days.
  const dated = entry.values[head.day];
  const days = (Array.isArray(dated) ? dated : [dated]).filter((day): day is string => typeof day === 'string' && day !== '');
  if (!days.every((day) => isValidOn(unit, day))) return head.day;
  if (entry.status !== 'submitted') return null;
  const findings = checkEntry(kind, entry.values, {
    // A phone just past midnight, or with its clock some hours ahead, is not in the future.
    today: addDays(dayOf(facts.now), 1),
    photoCount: entry.photos.length,
    served: servedOn(unit, occurredOn(entry)),
  });
  return findings.find((finding) => finding.level !== 'doubt')?.field ?? null;
}
