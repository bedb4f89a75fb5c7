import type { PersonDocument } from '../protocol/session.ts';
import type { Shape } from './transport.ts';

/**
 * `sessionAnswer` of the protocol without Zod, whose 7 kB the very first screen would wait for. It tells the server's
 * document from a portal's page and from a document that no screen could stand on; the values inside presets and
 * schedules are the server's own, parsed when they were stored there.
 */
export const sessionShape: Shape<{ person: PersonDocument }> = {
  safeParse: (json) =>
    isObject(json) && isPersonDocument(json['person']) ? { success: true, data: { person: json['person'] } } : { success: false },
};

function isPersonDocument(json: unknown): json is PersonDocument {
  return (
    isObject(json) &&
    areTexts(json, ['id', 'username', 'name']) &&
    isListOf(json['grants'], isGrant) &&
    isListOf(json['units'], isUnit) &&
    isListOf(json['presets'], (preset) => areTexts(preset, ['unit', 'kind']) && isObject(preset['values'])) &&
    (json['schedules'] === undefined || isListOf(json['schedules'], ({ schedule }) => isObject(schedule))) &&
    Number.isSafeInteger(json['routedUnits']) &&
    typeof json['demo'] === 'boolean'
  );
}

function isGrant(grant: Fields): boolean {
  return (
    isOneOf(grant['role'], ['reporter', 'reviewer', 'administrator']) && areTexts(grant, ['unit', 'from']) && isTextOrNull(grant['to'])
  );
}

function isUnit(unit: Fields): boolean {
  return (
    areTexts(unit, ['key', 'name']) &&
    isOneOf(unit['tier'], ['province', 'district', 'commune', 'organisation']) &&
    isTextOrNull(unit['validFrom']) &&
    isTextOrNull(unit['validTo']) &&
    (unit['serves'] === undefined || isListOf(unit['serves'], (served) => areTexts(served, ['unit', 'from']) && isTextOrNull(served['to'])))
  );
}

type Fields = Record<string, unknown>;

function isObject(json: unknown): json is Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function isListOf(json: unknown, isRight: (member: Fields) => boolean): boolean {
  return Array.isArray(json) && json.every((member) => isObject(member) && isRight(member));
}

function areTexts(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof fields[name] === 'string');
}

function isTextOrNull(json: unknown): boolean {
  return json === null || typeof json === 'string';
}

function isOneOf(json: unknown, offered: readonly string[]): boolean {
  return typeof json === 'string' && offered.includes(json);
}
