import type { ColumnKind } from '@kaizenml/contracts';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  isoDate,
  type NumericColumn,
} from '../table/index.ts';
import { type Histogram, histogram } from './histogram.ts';
import { countDistinctSorted, quantileSorted, sortedPresent } from './quantile.ts';
import { sampleMoments } from './sample-moments.ts';

/** A value and the number of rows that hold it. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** What one column holds. Figures leave missing values out; those a kind does not have are null. */
export interface ColumnProfile {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nMissing: number;
  readonly nDistinct: number;
  /** Smallest value: a number, or ISO 8601 for dates. */
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly mean: number | null;
  /** Sample standard deviation (n - 1). */
  readonly sd: number | null;
  /** Linear interpolation between order statistics. */
  readonly quantiles: { readonly p25: number; readonly p50: number; readonly p75: number } | null;
  /** Most frequent values, at most 10; of numbers and dates only those that occur twice or more. */
  readonly top: readonly ValueCount[];
  /** Twenty equal bins of numbers, and of dates in milliseconds since 1970 UTC. */
  readonly histogram: Histogram | null;
}

/**
 * What one column holds.
 *
 * @cost O(n log n) for numbers and dates, O(n + levels log levels) for the others.
 * @source Tukey (1977), "Exploratory Data Analysis"; the figures are those of pandas' `describe`.
 */
export function profileColumn(column: Column): ColumnProfile {
  return isNumeric(column) ? profileNumeric(column) : profileCoded(column);
}

function profileNumeric({ name, kind, values }: NumericColumn): ColumnProfile {
  const sorted = sortedPresent(values);
  const shown = (x: number): number | string => (kind === 'date' ? isoDate(x) : x);
  const isEmpty = sorted.length === 0;
  const { mean, sd } = sampleMoments(values);
  return {
    name,
    kind,
    nMissing: values.length - sorted.length,
    nDistinct: countDistinctSorted(sorted),
    min: isEmpty ? null : shown(sorted[0]),
    max: isEmpty ? null : shown(sorted[sorted.length - 1]),
    mean: kind === 'date' ? null : finiteOrNull(mean),
    sd: kind === 'date' ? null : finiteOrNull(sd),
    quantiles:
      isEmpty || kind === 'date'
        ? null
        : {
            p25: quantileSorted(sorted, 0.25),
            p50: quantileSorted(sorted, 0.5),
            p75: quantileSorted(sorted, 0.75),
          },
    top: topRuns(sorted).map(({ value, count }) => ({ value: String(shown(value)), count })),
    histogram: histogram(sorted),
  };
}

function profileCoded({ name, kind, codes, levels }: CodedColumn): ColumnProfile {
  const counts = countLevels(codes, levels.length);
  const used = Array.from(counts, (count, code) => ({ value: levels[code], count })).filter(
    ({ count }) => count > 0,
  );
  const nPresent = used.reduce((sum, { count }) => sum + count, 0);
  return {
    name,
    kind,
    nMissing: codes.length - nPresent,
    nDistinct: used.length,
    min: null,
    max: null,
    mean: null,
    sd: null,
    quantiles: null,
    top: mostFrequent(used),
    histogram: null,
  };
}

/** Rows per level; missing values are not counted. @shape nLevels */
export function countLevels(codes: Int32Array, nLevels: number): Int32Array {
  const counts = new Int32Array(nLevels);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  return counts;
}

function topRuns(sorted: Float64Array): { value: number; count: number }[] {
  const runs: { value: number; count: number }[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > 1) runs.push({ value: sorted[start], count: end - start });
    start = end;
  }
  return mostFrequent(runs);
}

function mostFrequent<Item extends { readonly count: number }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => b.count - a.count).slice(0, 10);
}

function finiteOrNull(x: number): number | null {
  return Number.isFinite(x) ? x : null;
}
