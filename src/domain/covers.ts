/**
 * Whether a change that was taken says something of everything that a refused one spoke of: only then is the refused one
 * answered. The phone forgets by it, and the desk's list by it too. Read loosely, since what cannot be read is refused as well.
 */
export function covers(taken: object, refused: object): boolean {
  const [later, earlier]: Loose[] = [taken, refused];
  // A first version says all that there is.
  if (later?.type === 'new' && (earlier?.type === 'new' || earlier?.type === 'edit')) return true;
  const said = partsOf(earlier ?? {});
  // To be submitted goes with the words, where there are any.
  const wanted = said.length > 1 ? said.filter((each) => each !== submitted) : said;
  const again = new Set(partsOf(later ?? {}));
  return wanted.length > 0 && wanted.every((each) => again.has(each));
}

/** Whether two changes write something that the one behind has the last word about. */
export function overlaps(one: object, other: object): boolean {
  const said = new Set(partsOf(one));
  // To be submitted is the same whoever says it.
  return partsOf(other).some((each) => each !== submitted && said.has(each));
}

type Loose = Partial<Record<string, unknown>>;

const submitted = 'submit';

function partsOf(change: Loose): string[] {
  switch (change['type']) {
    case 'new':
    case 'edit':
      return [
        ...['set', 'add', 'remove'].flatMap((list) => fieldsIn(change[list])).map(partOfField),
        ...fileLists.flatMap((list) => filesIn(change[list])).map(partOfFile),
        ...(change['submit'] === true ? [submitted] : []),
      ];
    case 'resolve':
      return [partOfField(String(change['field']))];
    case 'comment':
      return [`comment ${String(change['comment'])}`];
    case 'submit':
      return [submitted];
    case 'void':
    case 'review':
    case 'withdraw':
    case 'reopen':
    case 'move':
      return [change['type']];
    default:
      return [];
  }
}

const fileLists = ['photos', 'photosAdded', 'photosRemoved', 'attachments', 'attachmentsAdded', 'attachmentsRemoved'];

const partOfField = (name: string): string => `field ${name}`;
const partOfFile = (id: string): string => `file ${id}`;

function fieldsIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function filesIn(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (typeof each === 'string') return each;
    return typeof each === 'object' && each !== null && 'id' in each && typeof each.id === 'string' ? each.id : [];
  });
}
