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
  const dateFormat = inferDateFormat(levels);
  const isDates = dateFormat !== undefined;
  const pairs = BOOLEAN_WORDS.map(() => 0);
  const sums = { present: 0, numbers: 0, integers: 0, zeros: 0, length: 0, words: 0 };
  let mayCount = levels.length === nRows;
  let before = Number.NaN;
  for (let k = 0; k < levels.length; k++) {
    const level = levels[k] as string;
    const count = counts[k] ?? 0;
    const number = isDates ? Number.NaN : parseNumber(level);
    sums.present += count;
    sums.length += level.length * count;
    sums.words += countWords(level) * count;
    if (!Number.isNaN(number)) sums.numbers += count;
    if (Number.isInteger(number)) sums.integers += count;
    if (hasLeadingZero(level)) sums.zeros += count;
    mayCount &&= k === 0 || number === before + 1;
    before = number;
    if (level.length > LONGEST_WORD) continue;
    const word = level.toLowerCase();
    for (const [j, pair] of BOOLEAN_WORDS.entries())
      if (pair.includes(word)) pairs[j] = (pairs[j] ?? 0) + count;
  }
  const { present: nPresent, integers: nIntegers } = sums;
  return {
    name,
    nRows,
    nPresent,
    nDistinct: levels.length,
    nNumbers: sums.numbers,
    nIntegers,
    nDates: isDates ? nPresent : 0,
    ...(isDates ? { dateFormat } : {}),
    nBooleans: Math.max(...pairs),
    meanLength: nPresent === 0 ? 0 : sums.length / nPresent,
    meanWords: nPresent === 0 ? 0 : sums.words / nPresent,
    nLeadingZeros: sums.zeros,
    isMonotonicUnique: mayCount && nIntegers === nRows,
  };
}

const LONGEST_WORD = Math.max(...BOOLEAN_WORDS.flat().map((word) => word.length));

/** Parts of a text between white space, as `split` counts them. */
function countWords(text: string): number {
  let [n, wasBlank] = [1, false];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isBlank =
      code === 32 || (code < 14 && code > 8) || (code > 127 && BLANK.test(text[i] ?? ''));
    if (isBlank && !wasBlank) n++;
    wasBlank = isBlank;
  }
  return n;
}

const BLANK = /\s/;

function hasLeadingZero(text: string): boolean {
  const first = text.charCodeAt(0);
  const at = first === 43 || first === 45 ? 1 : 0;
  const second = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === 48 && second >= 48 && second <= 57;
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
