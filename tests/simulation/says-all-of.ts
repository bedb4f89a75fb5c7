interface Said {
  type: string;
  set?: object;
  add?: object;
  remove?: object;
  field?: string;
  photos?: { id: string }[];
  photosAdded?: { id: string }[];
  photosRemoved?: string[];
  submit?: true;
}

/** Whether a change speaks of all that a refused one spoke of: told anew here, apart from the program under test. */
export function saysAllOf(laterBody: string, refusedBody: string): boolean {
  const [later, refused] = [laterBody, refusedBody].map((body) => JSON.parse(body) as Said);
  if (!later || !refused) return false;
  const isContent = refused.type === 'new' || refused.type === 'edit';
  if (later.type === 'new' && isContent) return true;
  if (!isContent && refused.type !== 'resolve') return later.type === refused.type && later.type !== 'comment' && later.type !== 'dismiss';
  const wanted = thingsIn(refused);
  const told = new Set(thingsIn(later));
  if (wanted.length === 0) return later.submit === true || later.type === 'submit';
  return wanted.every((thing) => told.has(thing));
}

/** Whether a later change speaks of anything that a refused one spoke of. */
export function sharesWith(laterBody: string, refusedBody: string): boolean {
  const [later, refused] = [laterBody, refusedBody].map((body) => JSON.parse(body) as Said);
  if (!later || !refused) return false;
  const said = new Set(thingsIn(later));
  const told = thingsIn(refused);
  return told.length > 0 ? told.some((thing) => said.has(thing)) : later.type === refused.type && later.type !== 'comment';
}

function thingsIn({ set, add, remove, field, photos = [], photosAdded = [], photosRemoved = [] }: Said): string[] {
  const fields = [set, add, remove].flatMap((list) => Object.keys(list ?? {}));
  return [...fields, ...(field === undefined ? [] : [field]), ...[...photos, ...photosAdded].map(({ id }) => id), ...photosRemoved];
}
