import { holds } from './asked.ts';
import { numberOf, textOf, type FieldValues, type Finding, type Kind, type Rule } from './kinds/field.ts';
import { daysBetween, lowerFirst } from './text.ts';

/** What a kind's rules say of these values. A rule is silent until both of its sides are filled in. */
export function checkRules(kind: Kind, values: FieldValues): Finding[] {
  return (kind.rules ?? []).flatMap((rule) => checkRule(rule, values, (name) => labelOf(kind, name)));
}

/** The most that a `notAbove` rule lets its field be; undefined while there is nothing to hold it against. */
export function mostAllowed(rule: Extract<Rule, { type: 'notAbove' }>, values: FieldValues): number | undefined {
  const all = rule.sumOf.map((name) => numberOf(values, name));
  if (all.every((number) => number === undefined)) return undefined;
  const taken = (rule.less ?? []).map((name) => numberOf(values, name));
  return sum(all) - sum(taken);
}

function checkRule(rule: Rule, values: FieldValues, label: (field: string) => string): Finding[] {
  const { field } = rule;
  switch (rule.type) {
    case 'notBefore': {
      const [from, to] = [textOf(values, rule.other), textOf(values, field)];
      return from && to ? checkSpan(rule, daysBetween(from, to) + 1, label(rule.other)) : [];
    }
    case 'notAbove': {
      const most = mostAllowed(rule, values);
      const number = numberOf(values, field);
      if (most === undefined || number === undefined || number <= most) return [];
      const others = rule.sumOf.map(label).map(lowerFirst).join(' cộng ');
      const less = (rule.less ?? []).map((name) => ` trừ ${lowerFirst(label(name))}`).join('');
      return [{ field, level: 'refused', reason: 'above', detail: others + less }];
    }
    case 'notBelow': {
      const [least, number] = [numberOf(values, rule.other), numberOf(values, field)];
      if (least === undefined || number === undefined || number >= least) return [];
      return rule.only && !holds(rule.only, values) ? [] : [{ field, level: 'refused', reason: 'below', detail: label(rule.other) }];
    }
  }
}

function checkSpan(rule: Extract<Rule, { type: 'notBefore' }>, days: number, other: string): Finding[] {
  const { field } = rule;
  if (days < 1) return [{ field, level: 'refused', reason: 'before', detail: other }];
  if (rule.longest !== undefined && days > rule.longest)
    return [{ field, level: 'refused', reason: 'aboveMaximum', detail: `${rule.longest} ngày` }];
  if (rule.usualLongest !== undefined && days > rule.usualLongest)
    return [{ field, level: 'doubt', reason: 'unusuallyLarge', detail: `${days} ngày` }];
  return [];
}

function labelOf(kind: Kind, name: string): string {
  return kind.fields.find((field) => field.name === name)?.label ?? name;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((before, number) => before + (number ?? 0), 0);
}
