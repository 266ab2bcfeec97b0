import type { Bounds, ColumnSchema, Comparator, DataSchema } from '@kaizenml/contracts';
import { countOf, formatNumber, formatShare } from '../../charts/index.ts';

/** Values that are named before the rest is counted. */
const NAMED = 5;

/** What a schema says of how often a column has a value. */
export function presenceWords({ presence }: ColumnSchema): string {
  if (presence === undefined) return 'may be absent';
  const { minShare = 0, minCount = 0 } = presence;
  const parts = [
    ...(minShare === 0
      ? []
      : [minShare === 1 ? 'in every row' : `in ${formatShare(minShare)} of the rows`]),
    ...(minCount === 0 || (minCount === 1 && minShare > 0)
      ? []
      : [`in ${countOf(minCount, 'row')} at least`]),
  ];
  return parts.length === 0 ? 'must be there, may be empty' : parts.join(', ');
}

/** What may stand in a column, a part each. */
export function allowedWords(column: ColumnSchema, { domains = {} }: DataSchema): string[] {
  const { range, format, length, minDomainMass, booleanWords, distinct, valueCount } = column;
  const values =
    column.values ?? (column.domain === undefined ? undefined : domains[column.domain]);
  return [
    ...(values === undefined ? [] : [namedValues(values)]),
    ...(minDomainMass === undefined || minDomainMass === 1
      ? []
      : [`${formatShare(1 - minDomainMass)} may be others`]),
    ...(range === undefined ? [] : [boundsWords(range)]),
    ...(booleanWords === undefined ? [] : [`${booleanWords.true} or ${booleanWords.false}`]),
    ...(format === undefined ? [] : [format]),
    ...(length === undefined ? [] : [`${boundsWords(length)} characters`]),
    ...(valueCount === undefined ? [] : [`${boundsWords(valueCount)} entries`]),
    ...(distinct === undefined ? [] : [`${boundsWords(distinct)} different values`]),
    ...(column.isUnique ? ['each value once'] : []),
  ];
}

/** Where a column is expected, when that is not everywhere. */
export function environmentWords({ environments }: ColumnSchema): string[] {
  const { only = [], not = [] } = environments ?? {};
  return [
    ...(only.length === 0 ? [] : [`only in ${only.join(', ')}`]),
    ...(not.length === 0 ? [] : [`not in ${not.join(', ')}`]),
  ];
}

/** The bounds on how far distributions may move, a part each. */
export function comparatorWords({ drift, skew }: ColumnSchema): string[] {
  return [
    ...comparatorParts(drift).map((part) => `drift: ${part}`),
    ...comparatorParts(skew).map((part) => `skew: ${part}`),
  ];
}

function comparatorParts(comparator: Comparator | undefined): string[] {
  const { maxLInfinity, maxJensenShannon, maxNormalizedDifference } = comparator ?? {};
  return [
    ...(maxLInfinity === undefined ? [] : [`L∞ ≤ ${maxLInfinity}`]),
    ...(maxJensenShannon === undefined ? [] : [`JS ≤ ${maxJensenShannon}`]),
    ...(maxNormalizedDifference === undefined ? [] : [`counts ≤ ${maxNormalizedDifference}`]),
  ];
}

/** `0 to 100`, `at least 0`, `at most 100`. */
export function boundsWords({ min, max }: Bounds<number | string>): string {
  if (min === undefined) return max === undefined ? 'any' : `at most ${boundWords(max)}`;
  if (max === undefined) return `at least ${boundWords(min)}`;
  return `${boundWords(min)} to ${boundWords(max)}`;
}

function boundWords(bound: number | string): string {
  return typeof bound === 'number' ? formatNumber(bound) : bound;
}

function namedValues(values: readonly string[]): string {
  const named = values.slice(0, NAMED).join(', ');
  return values.length <= NAMED ? named : `${named} … ${formatNumber(values.length)} values`;
}
