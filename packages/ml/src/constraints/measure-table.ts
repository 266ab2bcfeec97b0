import {
  type CodedColumn,
  type Column,
  cell,
  columnLength,
  isNumeric,
  type Table,
} from '../table/index.ts';
import type { FeatureStatistics, MonitorStatistics, ValueBucket } from './monitor-files.ts';
import { describeNumbers } from './number-distribution.ts';
import { inferredType, type TypeCounts, typeOfText } from './type-counts.ts';

/** Different values up to which each is counted in the file. */
const MOST_VALUES = 120;

/** A table as `statistics.json` tells it, and what the file has no place for. */
export interface MeasuredTable {
  readonly statistics: MonitorStatistics;
  /** Per column, in the same order. */
  readonly types: readonly TypeCounts[];
  /** Rows per value of columns of texts, also where the file does not list them. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * Counts a table for the files of Model Monitor.
 *
 * Types are those of each value, as its text reads: one header among numbers leaves a column of which nearly all values are numbers.
 * Numbers that came as numbers are `Integral` where they are whole.
 *
 * @cost O(cells)
 */
export function measureTable(table: Table): MeasuredTable {
  const columns = table.columns.map(measureColumn);
  return {
    statistics: {
      version: 0,
      dataset: { item_count: table.nRows },
      features: columns.map(({ feature }) => feature),
    },
    types: columns.map(({ types }) => types),
    values: new Map(
      columns.flatMap(({ feature, values }) => (values ? [[feature.name, values]] : [])),
    ),
  };
}

interface MeasuredColumn {
  readonly feature: FeatureStatistics;
  readonly types: TypeCounts;
  readonly values?: ReadonlyMap<string, number>;
}

function measureColumn(column: Column): MeasuredColumn {
  if (isNumeric(column) && column.kind === 'number')
    return measureNumbers(column.name, column.values, typesOfNumbers(column.values));
  const counts = countTexts(column);
  const types = { Integral: 0, Fractional: 0, String: 0 };
  for (const [text, count] of counts) types[typeOfText(text)] += count;
  const nMissing = columnLength(column) - types.Integral - types.Fractional - types.String;
  const type = inferredType(types);
  if (type === 'String') return measureTexts(column.name, { counts, types, nMissing });
  return measureNumbers(column.name, numbersOfTexts(counts, nMissing), types);
}

function measureNumbers(name: string, values: Float64Array, types: TypeCounts): MeasuredColumn {
  const nPresent = types.Integral + types.Fractional;
  const finite = values.filter(Number.isFinite);
  const common = { num_present: nPresent, num_missing: values.length - nPresent };
  const sum = finite.reduce((total, value) => total + value, 0);
  const mean = finite.length === 0 ? 0 : sum / finite.length;
  const squares = finite.reduce((total, value) => total + (value - mean) ** 2, 0);
  const shape = finite.length === 0 ? undefined : describeNumbers(finite);
  return {
    types,
    feature: {
      ...{ name, inferred_type: inferredType(types) },
      numerical_statistics: {
        ...{ common, mean, sum },
        std_dev: finite.length === 0 ? 0 : Math.sqrt(squares / finite.length),
        min: shape?.buckets[0].lower_bound ?? 0,
        max: shape?.buckets.at(-1)?.upper_bound ?? 0,
        ...(shape && { distribution: { kll: shape } }),
      },
    },
  };
}

function measureTexts(
  name: string,
  {
    counts,
    types,
    nMissing,
  }: {
    readonly counts: ReadonlyMap<string, number>;
    readonly types: TypeCounts;
    readonly nMissing: number;
  },
): MeasuredColumn {
  const nPresent = types.Integral + types.Fractional + types.String;
  const buckets: ValueBucket[] = [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    ...{ types, values: counts },
    feature: {
      ...{ name, inferred_type: 'String' },
      string_statistics: {
        common: { num_present: nPresent, num_missing: nMissing },
        distinct_count: counts.size,
        ...(counts.size <= MOST_VALUES && { distribution: { categorical: { buckets } } }),
      },
    },
  };
}

function typesOfNumbers(values: Float64Array): TypeCounts {
  let [Integral, Fractional] = [0, 0];
  for (const value of values)
    if (Number.isInteger(value)) Integral++;
    else if (!Number.isNaN(value)) Fractional++;
  return { Integral, Fractional, String: 0 };
}

function numbersOfTexts(counts: ReadonlyMap<string, number>, nMissing: number): Float64Array {
  const present = [...counts].flatMap(([text, count]) => new Array(count).fill(Number(text)));
  return Float64Array.from([...present, ...new Array(nMissing).fill(Number.NaN)]);
}

/** Rows per text; dates as ISO 8601 says them. */
function countTexts(column: Column): Map<string, number> {
  if (!isNumeric(column)) return countLevels(column);
  const counts = new Map<string, number>();
  for (let i = 0; i < column.values.length; i++) {
    const text = cell(column, i);
    if (text !== null) counts.set(String(text), (counts.get(String(text)) ?? 0) + 1);
  }
  return counts;
}

function countLevels({ codes, levels }: CodedColumn): Map<string, number> {
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  return new Map(levels.flatMap((level, at) => (counts[at] > 0 ? [[level, counts[at]]] : [])));
}
