import * as z from 'zod/mini';

/** Who uses this device now. In localStorage, so that the first paint does not wait for a database. */
export interface CurrentPerson {
  id: string;
  name: string;
  roles: ('reporter' | 'reviewer' | 'administrator')[];
  demo: boolean;
}

const place = 'so.person';
const schema = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(['reporter', 'reviewer', 'administrator'])),
  demo: z.boolean(),
});

export function readCurrentPerson(): CurrentPerson | null {
  const text = localStorage.getItem(place);
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function rememberCurrentPerson(person: CurrentPerson): void {
  localStorage.setItem(place, JSON.stringify(person));
}

export function forgetCurrentPerson(): void {
  localStorage.removeItem(place);
}
