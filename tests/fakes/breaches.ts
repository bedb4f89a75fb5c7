import type { Condition, Field, FieldValue, FieldValues, Finding, Kind, Rule } from '../../src/domain/kinds/field.ts';
import { mostAllowed } from '../../src/domain/rules.ts';
import { addDays } from '../../src/domain/text.ts';
import { today } from './drawn-entry.ts';

/** One way of doing wrong, and where it has to be reported. */
export interface Breach {
  name: string;
  field: string;
  level: Finding['level'];
  commit: (values: FieldValues) => FieldValues;
}

/** Every way in which an entry of this kind can go against what the kind says of itself. */
export function breachesOf(kind: Kind): Breach[] {
  const single = kind.fields.flatMap((field) =>
    wrongValues(field).map(([name, level, value]): Breach => {
      const commit = (values: FieldValues) => put(whileAsked(kind, field, values), field.name, value);
      return { name: `${field.name} ${name}`, field: field.name, level, commit };
    }),
  );
  const rules = (kind.rules ?? []).flatMap((rule) => brokenRules(kind, rule));
  return [...single, ...rules, ...doubtsOf(kind), longAgo(kind)];
}

/** What a kind finds unusual by words of its own; a kind that begins to has to be given its ways here. */
export function doubtsOf(kind: Kind): Breach[] {
  return (unusual[kind.id] ?? []).map(({ name, field, values: odd }) => ({
    name: `${field} ${name}`,
    field,
    level: 'doubt',
    commit: (values) => ({ ...Object.keys(odd).reduce((so, each) => whileAsked(kind, fieldOf(kind, each), so), values), ...odd }),
  }));
}

const yesterday = addDays(today, -1);

const unusual: Record<string, readonly { name: string; field: string; values: FieldValues }[]> = {
  broadcast: [
    { name: 'is less than half of the clusters', field: 'clustersOn', values: { clustersOn: 4, clustersTotal: 9 } },
    { name: 'is more than three a day', field: 'airings', values: { airDates: [yesterday, today], airings: 7 } },
    {
      name: 'fills more than a slot',
      field: 'durationMinutes',
      values: { airDates: [today], sessions: ['morning', 'noon'], airings: 3, durationMinutes: 30.5 },
    },
    { name: 'are before people are up', field: 'startTimes', values: { startTimes: ['04:59'], priority: 'normal' } },
    { name: 'are when people sleep', field: 'startTimes', values: { startTimes: ['17:00', '20:01'], priority: 'normal' } },
  ],
  feedback: [
    { name: 'holds a telephone number', field: 'title', values: { title: 'Bà con gọi 0912 345 678 để hỏi' } },
    { name: 'holds an address of a mailbox', field: 'answer', values: { answeredOn: today, answer: 'Đã trả lời vào ba.ngo@gmail.com' } },
    { name: 'holds a telephone number', field: 'note', values: { note: 'Liên hệ +84.912.345.678' } },
  ],
  training: [
    { name: 'is more than a hall holds', field: 'attendance', values: { form: 'inPerson', classes: 2, attendance: 601 } },
    { name: 'is more than were invited', field: 'attendance', values: { invited: 10, attendance: 11 } },
    { name: 'is more than were there', field: 'testPassed', values: { attendance: 10, testPassed: 11 } },
  ],
  visualDisplay: [
    { name: 'is wider than banners are', field: 'width', values: { displayType: 'banner', width: 20.1 } },
    { name: 'is narrower than banners are', field: 'width', values: { displayType: 'banner', width: 1.9 } },
    { name: 'is higher than posters are', field: 'height', values: { displayType: 'poster', height: 1.3 } },
    { name: 'is lower than panels are', field: 'height', values: { displayType: 'panel', height: 0.4 } },
  ],
};

/** By its last day where it goes on, by its first where it does not. */
function longAgo(kind: Kind): Breach {
  const field = datingField(kind);
  return {
    name: `${field} is more than thirty days ago`,
    field,
    level: 'doubt',
    commit: (values) => allOn(kind, values, addDays(today, -31)),
  };
}

/** The same entry with all of its days on one. */
export function allOn(kind: Kind, values: FieldValues, day: string): FieldValues {
  const dated = kind.fields.filter(({ name, type }) => (type === 'day' || type === 'days') && values[name] !== undefined);
  return { ...values, ...Object.fromEntries(dated.map(({ name, type }) => [name, type === 'days' ? [day] : day])) };
}

export function datingField(kind: Kind): string {
  return kind.fields.find((field) => field.type === 'day' || field.type === 'days')?.name ?? '';
}

type WrongValue = [name: string, level: Finding['level'], value: FieldValue | undefined];

function wrongValues(field: Field): WrongValue[] {
  const wrong: WrongValue[] = field.required === undefined ? [] : [['is not filled in', 'missing', undefined]];
  switch (field.type) {
    case 'text':
      wrong.push(['is a number', 'refused', 7], ['is too long', 'refused', 'x'.repeat(field.maximumLength + 1)]);
      if (field.minimumLength !== undefined) wrong.push(['is too short', 'refused', 'x'.repeat(field.minimumLength - 1)]);
      if (field.expected) wrong.push(['has an unusual form', 'doubt', '?']);
      if (field.address) wrong.push(['is no address', 'refused', 'baohungyen']);
      break;
    case 'number':
      wrong.push(['is a text', 'refused', 'bốn'], ['is too large', 'refused', field.maximum + 1]);
      wrong.push(['is too small', 'refused', field.decimals ? field.minimum - 0.01 : field.minimum - 1]);
      if (!field.decimals) wrong.push(['is not whole', 'refused', field.minimum + 0.5]);
      if (field.usualMaximum !== undefined) wrong.push(['is unusually large', 'doubt', field.usualMaximum + 1]);
      break;
    case 'day':
      wrong.push(['is no day', 'refused', '2026-02-30x']);
      if (!field.future) wrong.push(['is still to come', 'refused', addDays(today, 1)]);
      break;
    case 'days':
      wrong.push(['holds no day', 'refused', ['hôm qua']], ['is still to come', 'refused', [addDays(today, 1)]]);
      wrong.push(['holds too many', 'refused', Array.from({ length: field.maximumCount + 1 }, (_, back) => addDays(today, -back))]);
      break;
    case 'times':
      wrong.push(['holds no time', 'refused', ['25:00']]);
      break;
    case 'choice':
      wrong.push(['is not on offer', 'refused', 'nowhere']);
      break;
    case 'choices':
      wrong.push(['is not on offer', 'refused', ['nowhere']], ['is no list', 'refused', 'nowhere']);
      break;
    case 'units':
      if (field.offered === 'served') wrong.push(['is not on offer', 'refused', ['nowhere']]);
      wrong.push(['is no list', 'refused', 'nowhere']);
      if (field.maximumCount !== undefined)
        wrong.push(['holds too many', 'refused', Array.from({ length: field.maximumCount + 1 }, (_, place) => `unit-${place}`)]);
      break;
    case 'records':
      wrong.push(...wrongRows(field));
      break;
    case 'task':
      wrong.push(['is a number', 'refused', 7], ['is no name', 'refused', 'x'.repeat(61)]);
      break;
    case 'position':
      wrong.push(['is outside the province', 'doubt', { latitude: 10.8, longitude: 106.7, accuracy: 100 }]);
      break;
  }
  return wrong;
}

function wrongRows(field: Extract<Field, { type: 'records' }>): WrongValue[] {
  const whole = Object.fromEntries(field.columns.map((column) => [column.name, column.address ? 'https://a.vn' : 'x']));
  return field.columns.flatMap((column): WrongValue[] => [
    [`has a row whose ${column.name} is too long`, 'refused', [{ ...whole, [column.name]: 'x'.repeat(column.maximumLength + 1) }]],
    ...(column.required ? [[`has a row without ${column.name}`, 'missing', [{ ...whole, [column.name]: ' ' }]] as WrongValue] : []),
    ...(column.address
      ? [[`has a row whose ${column.name} is no address`, 'refused', [{ ...whole, [column.name]: 'x' }]] as WrongValue]
      : []),
  ]);
}

function brokenRules(kind: Kind, rule: Rule): Breach[] {
  const { field } = rule;
  const breach = (name: string, level: Finding['level'], broken: FieldValues): Breach => ({
    name: `${field} ${name}`,
    field,
    level,
    commit: (values) =>
      [field, ...Object.keys(broken)].reduce((so, each) => whileAsked(kind, fieldOf(kind, each), so), { ...values, ...broken }),
  });
  switch (rule.type) {
    case 'notBefore': {
      const span = (days: number): FieldValues => ({ [rule.other]: addDays(today, -days), [field]: addDays(today, -1) });
      return [
        breach(`before ${rule.other}`, 'refused', span(0)),
        ...(rule.longest === undefined ? [] : [breach(`too long after ${rule.other}`, 'refused', span(rule.longest + 1))]),
        ...(rule.usualLongest === undefined ? [] : [breach(`unusually long after ${rule.other}`, 'doubt', span(rule.usualLongest + 1))]),
      ];
    }
    case 'notAbove': {
      const sides = Object.fromEntries([...rule.sumOf, ...(rule.less ?? [])].map((name) => [name, minimumOf(kind, name)]));
      const most = mostAllowed(rule, sides) ?? 0;
      return [breach(`above ${rule.sumOf.join(' and ')}`, 'refused', { ...sides, [field]: Math.max(most + 1, minimumOf(kind, field)) })];
    }
    case 'notBelow': {
      const least = Math.max(minimumOf(kind, rule.other), minimumOf(kind, field) + 1);
      const condition = rule.only === undefined ? {} : holding(kind, rule.only);
      return [breach(`below ${rule.other}`, 'refused', { ...condition, [rule.other]: least, [field]: least - 1 })];
    }
  }
}

/** The same entry where this field is asked, and required if it ever is. */
function whileAsked(kind: Kind, field: Field, values: FieldValues): FieldValues {
  const { shown, required } = field;
  const asked = shown ? { ...values, ...holding(kind, shown) } : values;
  if (required === undefined || required === true) return asked;
  return 'filled' in required ? { ...asked, [required.filled]: 'đã có' } : { ...asked, ...holding(kind, required) };
}

function holding(kind: Kind, { field, is }: Condition): FieldValues {
  const [value = ''] = is;
  return { [field]: fieldOf(kind, field).type === 'choices' ? [value] : value };
}

function put(values: FieldValues, name: string, value: FieldValue | undefined): FieldValues {
  if (value !== undefined) return { ...values, [name]: value };
  return Object.fromEntries(Object.entries(values).filter(([field]) => field !== name));
}

function fieldOf(kind: Kind, name: string): Field {
  const field = kind.fields.find((each) => each.name === name);
  if (!field) throw new Error(`${kind.id} speaks of ${name}, which it has not`);
  return field;
}

function minimumOf(kind: Kind, name: string): number {
  const field = fieldOf(kind, name);
  if (field.type !== 'number') throw new Error(`${kind.id} compares ${name}, which is no number`);
  return field.minimum;
}
