import type { Comparison, Condition, Field, NumberOrder } from './condition.ts';

/** The value of a field of a thing; null where it has none. */
export type FieldOf<Thing> = (thing: Thing, field: Field) => string | number | null;

/** Whether a condition holds for a thing, decided here instead of by a database. */
export function holds<Thing>(
  condition: Condition,
  thing: Thing,
  valueOf: FieldOf<Thing>,
): boolean {
  if (condition.kind === 'all') return condition.of.every((each) => holds(each, thing, valueOf));
  if (condition.kind === 'any') return condition.of.some((each) => holds(each, thing, valueOf));
  if (condition.kind === 'not') return !holds(condition.of, thing, valueOf);
  return compares(condition, valueOf(thing, condition.field));
}

function compares(comparison: Comparison, value: string | number | null): boolean {
  if (comparison.kind === 'is-null') return (value === null) !== comparison.isNegated;
  if (value === null) return false;
  if (comparison.kind === 'in')
    return comparison.values.includes(String(value)) !== comparison.isNegated;
  if (comparison.kind === 'like')
    return toPattern(comparison).test(String(value)) !== comparison.isNegated;
  if (typeof comparison.value === 'string')
    return (String(value) === comparison.value) === (comparison.by === '=');
  return compareNumbers(Number(value), comparison.by, comparison.value);
}

function compareNumbers(given: number, by: NumberOrder, asked: number): boolean {
  if (by === '=') return given === asked;
  if (by === '!=') return given !== asked;
  if (by === '<') return given < asked;
  if (by === '<=') return given <= asked;
  return by === '>' ? given > asked : given >= asked;
}

/** `%` is any text, `_` one character, and nothing else has a meaning. */
function toPattern({
  pattern,
  isCaseless,
}: Extract<Comparison, { readonly kind: 'like' }>): RegExp {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replaceAll('%', '[^]*')
    .replaceAll('_', '[^]');
  const spelled = isCaseless
    ? source.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
    : source;
  return new RegExp(`^${spelled}$`, 'u');
}
