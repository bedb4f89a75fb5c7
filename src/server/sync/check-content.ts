import { checkEntry, malformedDay, valuesSchema } from '../../domain/check.ts';
import { coOrganisersField, mayCoOrganise, mostCoOrganisers } from '../../domain/co-organisers.ts';
import type { Entry } from '../../domain/entry.ts';
import { type Kind, listOf } from '../../domain/kinds/field.ts';
import { kindHead, loadKind, occurredOn } from '../../domain/kinds/index.ts';
import { dayOf } from '../../domain/text.ts';
import { isValidOn, servedOn } from '../../domain/unit.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

interface Asked {
  catalogue: Catalogue;
  now: number;
  /** What stands already is not asked again whether it is complete: a photo that the law took must not silence a remark. */
  isSaidAnew: boolean;
}

/** The first field that keeps an entry's next state from being taken, or null. */
export async function findFault(entry: Entry, { catalogue, now, isSaidAnew }: Asked): Promise<string | null> {
  const unit = catalogue.find(entry.unit);
  if (!unit) return 'unit';
  const kind = await loadKind(entry.kind);
  const head = kindHead(entry.kind);
  if (!kind || !head) return 'kind';
  const shape = valuesSchema(kind).safeParse(entry.values);
  if (!shape.success) return String(shape.error.issues[0]?.path[0] ?? 'values');
  const excess = findExcess(entry, kind);
  if (excess !== null) return excess;
  // What was taken back is asked nothing.
  const malformed = entry.status === 'void' ? null : malformedDay(kind, entry.values);
  if (malformed !== null) return malformed;
  // An entry belongs to the unit that was valid on its day, for ever (domain card 2.5); of a series, on each of its days.
  const dated = entry.values[head.day];
  const days = (Array.isArray(dated) ? dated : [dated]).filter((day): day is string => typeof day === 'string' && day !== '');
  if (!days.every((day) => isValidOn(unit, day))) return head.day;
  const fault = findCoOrganiserFault(entry, catalogue);
  if (fault !== null) return fault;
  if (entry.status !== 'submitted') return null;
  const served = servedOn(unit, occurredOn(entry));
  // A phone leaves out for whom a unit aired that works for nobody.
  const ofServed = kind.fields.filter((field) => field.type === 'units' && field.offered === 'served');
  const unasked = served.length === 0 ? ofServed.find((field) => listOf(entry.values, field.name).length > 0) : undefined;
  if (unasked) return unasked.name;
  if (!isSaidAnew) return null;
  const findings = checkEntry(kind, entry.values, {
    // Not the phone's day: its clock may be ahead.
    today: dayOf(now),
    photoCount: entry.photos.length,
    attachmentCount: entry.attachments?.length,
    served,
  });
  return findings.find((finding) => finding.level !== 'doubt')?.field ?? null;
}

/** What a newer phone says beyond what is known here is kept, and sent to every colleague: no more of it than a form could hold. */
function findExcess({ values }: Entry, { fields }: Kind): string | null {
  const unknown = Object.keys(values).filter((name) => !fields.some((field) => field.name === name));
  let characters = 0;
  for (const name of unknown) {
    characters += name.length + JSON.stringify(values[name]).length;
    if (characters > mostUnknown) return name;
  }
  return null;
}

const mostUnknown = 16_000;

/** Of a draft too: whoever is named reads it, so nobody is named who cannot be. */
function findCoOrganiserFault(entry: Entry, catalogue: Catalogue): string | null {
  const named = new Set(listOf(entry.values, coOrganisersField));
  // What was moved to one of those that it names keeps the name: the mover is not asked to mend it.
  if ((entry.formerUnits ?? []).length > 0) named.delete(entry.unit);
  const place = { unit: entry.unit, day: occurredOn(entry) };
  const isRight = named.size <= mostCoOrganisers && [...named].every((key) => mayCoOrganise(catalogue.find(key), place));
  return isRight ? null : coOrganisersField;
}
