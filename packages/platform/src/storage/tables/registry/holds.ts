import type { Comparison, Condition, Field, NumberOrder } from '../../../tracking/store.ts';
import { isLike } from '../tracking/models/is-like.ts';

/** The value of a field of a thing; null where it has none. */
export type FieldOf<Thing> = (thing: Thing, field: Field) => string | number | null;

/** Whether a condition holds for a thing, decided here instead of by a database. */
export function holds<Thing>(condition: Condition, thing: Thing, fieldOf: FieldOf<Thing>): boolean {
  if (condition.kind === 'all') return condition.of.every((each) => holds(each, thing, fieldOf));
  if (condition.kind === 'any') return condition.of.some((each) => holds(each, thing, fieldOf));
  if (condition.kind === 'not') return !holds(condition.of, thing, fieldOf);
  return compares(condition, fieldOf(thing, condition.field));
}

function compares(comparison: Comparison, value: string | number | null): boolean {
  if (comparison.kind === 'is-null') return (value === null) !== comparison.isNegated;
  if (value === null) return false;
  if (comparison.kind === 'in')
    return comparison.values.includes(String(value)) !== comparison.isNegated;
  if (comparison.kind === 'like') return isLike(String(value), comparison) !== comparison.isNegated;
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
