import { AppError } from '@kaizenml/contracts';
import { isMissingMarker, parseNumber } from '@kaizenml/ml/table';
import { readHeader } from '../../csv/header.ts';
import type { LintHeader, OddLine } from '../evidence/table-evidence.ts';
import type { LintRecord } from './cut-records.ts';

/** Most lines that are looked at for the end of a preamble. */
const MOST_PREAMBLE = 20;

/**
 * Names of the columns from the first records, and the lines above them that are no rows; unlike a reader, it tells of
 * repeated names instead of refusing them.
 */
export function lintHeader(sample: readonly LintRecord[], file: string): LintHeader {
  const nAbove = nPreamble(sample);
  const preamble: OddLine[] = sample
    .slice(0, nAbove)
    .map(({ line, cells }) => ({ line, text: cells.filter((cell) => cell !== '').join(', ') }));
  const records = sample.slice(nAbove);
  const rawNames = records[0]?.cells ?? [];
  const first = rawNames.map((cell) => cell.trim());
  const line = records[0]?.line ?? 1;
  const unnamed = first.flatMap((cell, j) => (cell === '' ? [j + 1] : []));
  const common = { rawNames, line, preamble };
  try {
    const { names, isPresent } = readHeader(
      records
        .filter(({ cells }, i) => i === 0 || !saysSame(cells, first))
        .map(({ cells }) => cells),
      file,
    );
    return { ...common, names, isPresent, unnamed: isPresent ? unnamed : [], repeated: [] };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'COLUMN_DUPLICATE') throw thrown;
    return { ...common, names: first, isPresent: true, unnamed, repeated: repeatedNames(first) };
  }
}

/** Whether a record says the first one again, in another case or behind a byte order mark perhaps. */
function saysSame(cells: readonly string[], first: readonly string[]): boolean {
  const isSame = (cell: string, j: number) =>
    cell.replace('\ufeff', '').trim().toLowerCase() === first[j]?.toLowerCase();
  return cells.length === first.length && cells.every(isSame);
}

/** Records at the start that are titles, comments or counts: mostly empty, above a line of names or of another width. */
function nPreamble(sample: readonly LintRecord[]): number {
  const width = usualWidth(sample);
  if (width < 2) return 0;
  const most = Math.min(MOST_PREAMBLE, sample.length - 1);
  let n = 0;
  while (n < most && isPreamble(sample, n, width)) n++;
  return n;
}

function isPreamble(sample: readonly LintRecord[], i: number, width: number): boolean {
  const cells = sample[i]?.cells ?? [];
  const nFilled = cells.filter((cell) => cell.trim() !== '').length;
  const isComment = /^\s*(#|\/\/|--)/.test(cells[0] ?? '');
  if (isComment && (cells.length !== width || isNames(sample[i + 1]?.cells ?? [], width)))
    return true;
  if (/^sep=.?$/i.test(cells[0] ?? '') && nFilled <= 1) return true;
  if (nFilled > Math.max(1, width / 2)) return false;
  if (cells.length !== width && !isOwnWidth(sample, i)) return true;
  const later = sample.slice(i + 1, i + MOST_PREAMBLE);
  const end = later.findIndex(
    ({ cells: next }) => next.filter((cell) => cell.trim() !== '').length > width / 2,
  );
  return isNames(later[end]?.cells ?? [], width);
}

/** Whether the rows below are of the same odd width, so that two tables follow each other. */
function isOwnWidth(sample: readonly LintRecord[], i: number): boolean {
  const width = sample[i]?.cells.length;
  return sample.slice(i, i + 4).filter(({ cells }) => cells.length === width).length > 3;
}

/** Whether a record is a full line of distinct names, none of which is a number. */
function isNames(cells: readonly string[], width: number): boolean {
  const names = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return (
    cells.length === width &&
    names.length >= 0.8 * width &&
    new Set(names).size === names.length &&
    names.every((name) => Number.isNaN(parseNumber(name)) && !isMissingMarker(name))
  );
}

/** The number of cells that most records have. */
export function usualWidth(sample: readonly LintRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of sample) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [most] = [...counts].sort(([a, nA], [b, nB]) => nB - nA || b - a);
  return most?.[0] ?? 0;
}

function repeatedNames(names: readonly string[]) {
  const positions = new Map<string, number[]>();
  names.forEach((name, j) => {
    positions.set(name, [...(positions.get(name) ?? []), j + 1]);
  });
  return [...positions]
    .map(([name, all]) => ({ name, positions: all }))
    .filter(({ name, positions: all }) => name !== '' && all.length > 1);
}
