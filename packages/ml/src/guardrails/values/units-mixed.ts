import type { Finding } from '@kaizenml/contracts';
import { sortedPresent } from '../../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  type NumericColumn,
  type Table,
} from '../../table/index.ts';
import { percent } from '../percent.ts';
import { rowsForColumns, spacedRows, valuesAt } from '../spaced-rows.ts';
import { blockOfRows } from './change-block.ts';
import { ksDistance } from './ks-distance.ts';
import { matchUnits, type UnitMatch } from './match-units.ts';
import { splitByConversion } from './split-by-conversion.ts';
import { splitByDigits } from './split-by-digits.ts';
import { type LinedColumn, lineColumns, splitByResidual } from './split-by-residual.ts';

/** Rows that are looked at; of longer tables, evenly spaced ones. */
const MOST_ROWS = 4_000;
/** Levels of a column that may name sources. */
const MOST_LEVELS = 50;
/** Distance of parts before the conversion, by how they were found: the fewer cuts were tried, the less. */
const APART = { source: 0.4, order: 0.5 } as const;
/** Conversions from this factor on are no accident of populations. */
const SURE_SCALE = 100;
/** Rows before and after a change that are compared. */
const WINDOW = 300;
/** Smallest part in another unit. */
const FEWEST = 20;
/** Distance from which another column tells the parts apart, and the share of columns that makes the parts natural. */
const TOLD = 0.35;
const NATURAL_SHARE = 1 / 3;
/** The same for rows that a line tells, of which no column may know: and what chance does at a level of 0.001. */
const TOLD_STRICTLY = 0.2;
const CHANCE = 1.95;

/**
 * Finds columns of numbers in which two units are mixed: from a row on, in some sources, or here and there.
 *
 * The parts must be apart as they are (a Smirnov distance of 0.4 to 0.6) and one distribution after a conversion of
 * `UNIT_CONVERSIONS`; parts that a third of the other columns of numbers tell apart too are populations, not units, unless
 * the factor is 100 or more. Changes of level in the order of rows are compared close to where they happen, so that a trend is none.
 *
 * @returns At most one finding per column.
 * @cost O(n log n) per column, of 4 000 rows at most, 500 of thousands of columns; the finding says when rows were left out.
 * @source Smirnov (1948), Ann. Math. Stat. 19; Page (1954), "Continuous Inspection Schemes", Biometrika 41 (change of level).
 */
export function checkUnits(table: Table): Finding[] {
  const rows = spacedRows(table.nRows, rowsForColumns(table.columns.length, MOST_ROWS));
  const numbers = table.columns.filter(isNumber).map((column) => ({
    name: column.name,
    values: positive(valuesAt(column.values, rows)),
  }));
  const sources = table.columns.filter(isSource);
  const lined = lineColumns(numbers);
  return numbers.flatMap(({ name, values }) => {
    if (sortedPresent(values).length < 2 * FEWEST) return [];
    const others = numbers.filter((other) => other.name !== name);
    const isUnit = ({ isOther, match, kind }: Part) =>
      kind === 'digits' ||
      match.conversion.scale >= SURE_SCALE ||
      !isNatural(isOther, values, others, kind === 'residual');
    const found =
      [...fromSources(values, sources, rows), ...fromOrder(values), ...fromMixture(values)].find(
        isUnit,
      ) ??
      [
        ...fromDigits(values),
        ...fromResiduals(
          values,
          lined.filter((one) => one.name !== name),
        ),
      ].find(isUnit);
    return found ? [toFinding(name, found, { rows, nRows: table.nRows })] : [];
  });
}

interface Part {
  /** 1 for a row of the smaller part. Per row looked at. */
  readonly isOther: Uint8Array;
  readonly match: UnitMatch;
  /** Reads after the share: `from row 512 on`. */
  readonly where: (rowOf: (place: number) => number) => string;
  readonly kind: 'source' | 'order' | 'mixture' | 'digits' | 'residual';
}

function fromSources(
  values: Float64Array,
  sources: readonly CodedColumn[],
  rows: Int32Array,
): Part[] {
  return sources.flatMap(({ name, codes, levels }) => {
    const parts = partsByCode(values, rows, { codes, nLevels: levels.length });
    const usable = parts.flatMap((part, code) => (part.length >= FEWEST ? [code] : []));
    if (usable.length < 2) return [];
    const reference = usable.reduce((a, b) => (parts[b].length > parts[a].length ? b : a));
    const others = usable.filter(
      (code) =>
        code !== reference && matchUnits(parts[reference], parts[code], APART.source) !== undefined,
    );
    if (others.length === 0) return [];
    const isIn = new Set(others);
    const isOther = Uint8Array.from(values, (_, i) => (isIn.has(codes[rows[i]]) ? 1 : 0));
    const match = matchUnits(...sidesOf(values, isOther), APART.source);
    const said = others
      .slice(0, 3)
      .map((code) => `"${levels[code]}"`)
      .join(', ');
    return match
      ? [{ isOther, match, where: () => `where "${name}" is ${said}`, kind: 'source' }]
      : [];
  });
}

/** Present values per code, sorted. */
function partsByCode(
  values: Float64Array,
  rows: Int32Array,
  { codes, nLevels }: { readonly codes: Int32Array; readonly nLevels: number },
): Float64Array[] {
  const parts: number[][] = Array.from({ length: nLevels }, () => []);
  for (let i = 0; i < rows.length; i++)
    if (codes[rows[i]] >= 0) parts[codes[rows[i]]].push(values[i]);
  return parts.map((part) => sortedPresent(Float64Array.from(part)));
}

function fromOrder(values: Float64Array): Part[] {
  return blockOfRows(values).flatMap(({ from, to }) => {
    const match = matchNear(values, from, to);
    if (!match) return [];
    const isOther = Uint8Array.from(values, (_, i) => (i >= from && i < to ? 1 : 0));
    const isWhole =
      matchUnits(...sidesOf(values, isOther), APART.order)?.conversion === match.conversion;
    if (match.conversion.scale < SURE_SCALE && !isWhole) return [];
    const where = (rowOf: (place: number) => number) =>
      `from row ${rowOf(from)} ${to >= values.length ? 'on' : `to ${rowOf(to - 1)}`}`;
    return [{ isOther, match, where, kind: 'order' as const }];
  });
}

/** The conversion that joins the rows right before and after both ends of a block, as trends do not. */
function matchNear(values: Float64Array, from: number, to: number): UnitMatch | undefined {
  const window = Math.min(WINDOW, to - from);
  const near = (start: number, end: number) =>
    sortedPresent(values.subarray(Math.max(0, start), Math.min(values.length, end)));
  const matches = [
    ...(from > 0 ? [[near(from - window, from), near(from, from + window)]] : []),
    ...(to < values.length ? [[near(to, to + window), near(to - window, to)]] : []),
  ].map(([outside, inside]) => matchUnits(outside, inside, APART.order));
  return matches.every((match) => match?.conversion === matches[0]?.conversion)
    ? matches[0]
    : undefined;
}

function fromMixture(values: Float64Array): Part[] {
  return splitByConversion(values).map(({ isOther, match }) => ({
    isOther,
    match,
    where: () => 'here and there',
    kind: 'mixture',
  }));
}

function fromDigits(values: Float64Array): Part[] {
  return splitByDigits(values).map(({ isOther, conversion, isFiner }) => {
    const [main, other] = sidesOf(values, isOther);
    const { scale, shift } = conversion;
    const after = isFiner
      ? ksDistance(other, main, scale, shift)
      : ksDistance(main, other, scale, shift);
    return {
      isOther,
      match: {
        conversion,
        finer: isFiner ? 'second' : 'first',
        before: ksDistance(main, other),
        after,
      },
      where: () => 'told by their digits',
      kind: 'digits',
    };
  });
}

function fromResiduals(values: Float64Array, others: readonly LinedColumn[]): Part[] {
  return splitByResidual(values, others).map(({ isOther, match, beside }) => ({
    isOther,
    match,
    where: () => `beside what "${beside}" lets expect`,
    kind: 'residual',
  }));
}

function sidesOf(values: Float64Array, isOther: Uint8Array): [Float64Array, Float64Array] {
  return [
    sortedPresent(values.filter((_, i) => isOther[i] === 0)),
    sortedPresent(values.filter((_, i) => isOther[i] === 1)),
  ];
}

function isNatural(
  isOther: Uint8Array,
  own: Float64Array,
  others: readonly { readonly values: Float64Array }[],
  isStrict: boolean,
): boolean {
  const side = (values: Float64Array, part: number) =>
    sortedPresent(values.filter((_, i) => isOther[i] === part && !Number.isNaN(own[i])));
  const told = others.flatMap(({ values }) => {
    const [a, b] = [side(values, 0), side(values, 1)];
    if (a.length < 10 || b.length < 10) return [];
    const limit = isStrict
      ? Math.max(TOLD_STRICTLY, CHANCE * Math.sqrt(1 / a.length + 1 / b.length))
      : TOLD;
    return [ksDistance(a, b) >= limit];
  });
  const nTold = told.filter(Boolean).length;
  return nTold > 0 && (isStrict || nTold >= NATURAL_SHARE * told.length);
}

function toFinding(
  column: string,
  { isOther, match, where, kind }: Part,
  { rows, nRows }: { readonly rows: Int32Array; readonly nRows: number },
): Finding {
  const places = Array.from(isOther.keys()).filter((i) => isOther[i] === 1);
  const share = places.length / rows.length;
  const { conversion, before, after, finer } = match;
  const sampled = rows.length < nRows ? ` (seen in ${rows.length} of ${nRows} rows)` : '';
  return {
    code: 'UNITS_MIXED',
    severity: 'warning',
    message: `Column "${column}" mixes two units: ${percent(share)} of its rows, ${where((place) => rows[place] + 1)}, look like ${conversion.words}${sampled}.`,
    hint: `Ask its source, then ${finer === 'second' ? 'convert these rows' : 'convert the other rows'} into one unit.`,
    column,
    details: {
      column,
      conversion: conversion.words,
      scale: conversion.scale,
      shift: conversion.shift,
      evidence: kind,
      share,
      before,
      after,
      nRowsSeen: rows.length,
      rows: places.slice(0, 10).map((i) => rows[i] + 1),
    },
  };
}

function isNumber(column: Column): column is NumericColumn {
  return isNumeric(column) && column.kind === 'number';
}

function isSource(column: Column): column is CodedColumn {
  return (
    !isNumeric(column) &&
    (column.kind === 'category' || column.kind === 'boolean') &&
    column.levels.length >= 2 &&
    column.levels.length <= MOST_LEVELS
  );
}

/** Values of which none is above 0 with their sign turned, so that larger ones are those of the finer unit. */
function positive(values: Float64Array): Float64Array {
  return values.some((value) => value > 0) ? values : values.map((value) => -value);
}
