import type { ColumnKind } from '@kaizenml/contracts';
import {
  BOOLEAN_WORDS,
  type Column,
  type ColumnEvidence,
  inferDateFormat,
  inferKind,
  isNumericKind,
  parseDate,
  parseNumber,
} from '@kaizenml/ml/table';
import type { TextKind } from './known-kinds.ts';

/** A column as codes of its distinct texts, before its kind is decided. */
export interface CodedText {
  readonly name: string;
  /** Code per row, -1 where missing. */
  readonly codes: Int32Array;
  /** Trimmed texts in order of first appearance; none is a missing marker. */
  readonly levels: readonly string[];
  /** Rows per level. */
  readonly counts: ArrayLike<number>;
}

/**
 * Gives a column of coded text the layout of its kind.
 *
 * @param known Its kind, when the values shall not decide. Default: decided from the values.
 */
export function columnFromCodes(coded: CodedText, known?: TextKind): Column {
  if (known !== undefined) return layOut(coded, known);
  const evidence = evidenceOfCodes(coded);
  const { kind } = inferKind(evidence);
  return layOut(coded, keepsDigits(kind, coded) ? 'id' : kind, evidence.dateFormat);
}

/** A column of coded text in the layout of a kind that is known. */
export function layOut(
  { name, codes, levels }: CodedText,
  kind: ColumnKind,
  dateFormat: ColumnEvidence['dateFormat'] = 'iso',
): Column {
  if (!isNumericKind(kind)) return { name, kind, codes, levels };
  const parsed = Float64Array.from(levels, (level) =>
    kind === 'date' ? parseDate(level, dateFormat) : parseNumber(level),
  );
  return { name, kind, values: Float64Array.from(codes, (code) => parsed[code] ?? Number.NaN) };
}

/** The counts of `collectEvidence`, from distinct values and how often each occurs. */
export function evidenceOfCodes({ name, codes, levels, counts }: CodedText): ColumnEvidence {
  return evidenceOfCounts({ name, nRows: codes.length, levels, counts });
}

/**
 * The counts of `collectEvidence`, without the rows.
 *
 * @param counted Levels in order of first appearance; in another order `isMonotonicUnique` says nothing.
 */
export function evidenceOfCounts({
  name,
  nRows,
  levels,
  counts,
}: Omit<CodedText, 'codes'> & { readonly nRows: number }): ColumnEvidence {
  const numbers = levels.map(parseNumber);
  const total = (measure: (level: string, k: number) => number): number =>
    levels.reduce((sum, level, k) => sum + measure(level, k) * (counts[k] ?? 0), 0);
  const nPresent = total(() => 1);
  const nIntegers = total((_, k) => (Number.isInteger(numbers[k]) ? 1 : 0));
  const words = levels.map((level) => level.toLowerCase());
  const dateFormat = inferDateFormat(levels);
  return {
    name,
    nRows,
    nPresent,
    nDistinct: levels.length,
    nNumbers: total((_, k) => (Number.isNaN(numbers[k]) ? 0 : 1)),
    nIntegers,
    nDates: dateFormat === undefined ? 0 : nPresent,
    ...(dateFormat === undefined ? {} : { dateFormat }),
    nBooleans: Math.max(
      ...BOOLEAN_WORDS.map((pair) => total((_, k) => (pair.includes(words[k] ?? '') ? 1 : 0))),
    ),
    meanLength: nPresent === 0 ? 0 : total((level) => level.length) / nPresent,
    meanWords: nPresent === 0 ? 0 : total((level) => level.split(/\s+/).length) / nPresent,
    nLeadingZeros: total((level) => (/^[+-]?0\d/.test(level) ? 1 : 0)),
    isMonotonicUnique:
      nIntegers === nRows &&
      levels.length === nRows &&
      numbers.every((value, k) => k === 0 || value === (numbers[k - 1] ?? 0) + 1),
  };
}

/** Whole numbers whose digits a double would change are keys, not quantities. */
export function keepsDigits(kind: ColumnKind, { levels }: Pick<CodedText, 'levels'>): boolean {
  return kind === 'number' && levels.some(losesDigits);
}

function losesDigits(level: string): boolean {
  const digits = /^([+-]?)0*(\d+)$/.exec(level);
  if (!digits || Number.isSafeInteger(Number(level))) return false;
  return String(Number(level)) !== `${digits[1] === '-' ? '-' : ''}${digits[2]}`;
}
