import { AppError, type Finding } from '@kaizenml/contracts';
import { isMissingMarker, parseNumber } from '@kaizenml/ml/table';
import type { Cells } from './records.ts';

/** Names of the columns of a delimited file, and where they came from. */
export interface Header {
  readonly names: readonly string[];
  /** False when the first record is data. */
  readonly isPresent: boolean;
  readonly findings: readonly Finding[];
}

/** Share of numbers from which a column counts as numeric here. */
const MOSTLY = 0.8;
/** How often texts occur on average from which one that never occurs again is no value of theirs. */
const OFTEN = 4;

/**
 * Decides whether the first record holds names, and gives every column one.
 *
 * A column votes for data when its first cell is a number above numbers, or a text that occurs again
 * below; it votes for names when its first cell is text above numbers, or above few texts that occur often. Whole numbers that count up
 * by one over three or more columns (years) do not vote. More votes for data mean that there is no header.
 *
 * @param sample First records of the file, the first included.
 * @param file Name of the file, for findings.
 * @throws COLUMN_DUPLICATE
 */
export function readHeader(sample: readonly Cells[], file: string): Header {
  const [first = [], ...rows] = sample;
  if (!looksLikeNames(first, rows)) return missingHeader(first, file);
  const names = nameCells(first.map((cell) => cell.trim()));
  refuseDuplicates(names, file);
  const unnamed = first.flatMap((cell, j) => (cell.trim() === '' ? [j + 1] : []));
  return { names, isPresent: true, findings: unnamed.length === 0 ? [] : [noName(unnamed, file)] };
}

function looksLikeNames(first: Cells, rows: readonly Cells[]): boolean {
  const others = rows.filter((row) => row.some((cell, j) => cell !== first[j]));
  if (others.length === 0) return true;
  const counting = countsUp(first);
  let forData = 0;
  let forNames = 0;
  first.forEach((raw, j) => {
    const cell = raw.trim();
    if (isMissingMarker(cell)) return;
    const below = others
      .map((row) => (row[j] ?? '').trim())
      .filter((text) => !isMissingMarker(text));
    if (below.length === 0) return;
    const isNumber = !Number.isNaN(parseNumber(cell));
    const nNumbers = below.filter((text) => !Number.isNaN(parseNumber(text))).length;
    if (nNumbers >= MOSTLY * below.length) {
      if (!isNumber) forNames++;
      else if (!counting) forData++;
    } else if (below.includes(cell)) forData++;
    else if (new Set(below).size * OFTEN <= below.length) forNames++;
  });
  return forData <= forNames;
}

function countsUp(first: Cells): boolean {
  const numbers = first.map(parseNumber).filter((value) => !Number.isNaN(value));
  return (
    numbers.length >= 3 &&
    numbers.every((value, i) => Number.isInteger(value) && value === (numbers[0] ?? 0) + i)
  );
}

function nameCells(cells: readonly string[]): string[] {
  const taken = new Set(cells);
  return cells.map((cell, j) => {
    if (cell !== '') return cell;
    let name = `unnamed_${j + 1}`;
    while (taken.has(name)) name += '_';
    taken.add(name);
    return name;
  });
}

function missingHeader(first: Cells, file: string): Header {
  const names = first.map((_, j) => `column_${j + 1}`);
  return {
    names,
    isPresent: false,
    findings: [
      {
        code: 'HEADER_MISSING',
        severity: 'warning',
        message: `The first line of "${file}" looks like data, so its ${names.length} columns are called "column_1" to "column_${names.length}".`,
        hint: 'Put a line with the names of the columns on top of the file.',
        details: { file, nColumns: names.length, firstLine: first.slice(0, 5) },
      },
    ],
  };
}

function noName(positions: readonly number[], file: string): Finding {
  const isOne = positions.length === 1;
  const names = positions.map((position) => `unnamed_${position}`);
  return {
    code: 'COLUMN_UNNAMED',
    severity: 'info',
    message: `Column${isOne ? '' : 's'} ${positions.join(', ')} of "${file}" ${isOne ? 'has' : 'have'} no name in the header, and ${isOne ? 'is' : 'are'} called ${names.map((name) => `"${name}"`).join(', ')}.`,
    hint: 'Name every column, or leave out the one that holds row numbers.',
    details: { file, positions, names },
  };
}

/** @throws COLUMN_DUPLICATE with both positions. */
export function refuseDuplicates(names: readonly string[], file: string): void {
  const seen = new Map<string, number>();
  names.forEach((name, j) => {
    const before = seen.get(name);
    if (before === undefined) {
      seen.set(name, j + 1);
      return;
    }
    throw new AppError('COLUMN_DUPLICATE', {
      message: `Column "${name}" of "${file}" must occur once, got it as columns ${before} and ${j + 1}.`,
      hint: 'Rename or remove one of the two.',
      details: { column: name, positions: [before, j + 1], file },
    });
  });
}
