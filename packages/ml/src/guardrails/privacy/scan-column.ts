import { wilsonLow } from '../../stats/index.ts';
import type { Column } from '../../table/index.ts';
import { columnWords } from './column-words.ts';
import { type DistinctTexts, distinctTexts } from './distinct-texts.ts';
import { PERSONAL_KINDS, type PersonalKind } from './kinds/index.ts';
import { hasMarks, NO_MARKS, type TextMarks, textMarks } from './redaction/text-marks.ts';

/** Personal data of one kind in one column. */
export interface PersonalSighting {
  readonly kind: PersonalKind;
  /** Whether it is the whole cell, a part of longer texts, or told by the name of the column alone. */
  readonly where: 'cell' | 'text' | 'name';
  readonly isNamed: boolean;
  /** Rows that hold it. */
  readonly nRows: number;
  /** Of the rows with a value, 0 to 1. */
  readonly share: number;
  /** Of the values that look like it, how many obey its rules, 0 to 1. */
  readonly sharePassed: number;
  readonly confidence: 'sure' | 'likely';
  /** First rows, from 1, at most 10. */
  readonly rows: readonly number[];
  /** One value, for masking only. */
  readonly example: string;
}

/** Shares of passing values above which check digits are no accident. */
const FEWEST_PASSED = 0.6;
/** The same where the column's name says what it holds. */
const FEWEST_NAMED = 0.5;
/** Kinds whose shape alone tells: one value is enough. */
const PLAIN = 0.002;
/** Numbers below it are no key of a person where no name says so. */
const SMALLEST_NUMBER = 10_000_000;
const MOST_CHARACTERS = 2_000;

/**
 * Kinds of personal data that a column holds, what is surest first.
 *
 * Names of columns and values are evidence together: where the name says it, three of ten values must fit;
 * where it does not, values must have a shape that ordinary values have not, and pass their check digits far
 * more often than by chance.
 *
 * @cost O(distinct characters x kinds); 50 000 distinct short texts take about a tenth of a second.
 */
export function scanColumn(column: Column): PersonalSighting[] {
  const words = columnWords(column.name);
  const named = PERSONAL_KINDS.filter(({ named }) => named?.test(words) === true);
  const found = distinctTexts(column, named.length > 0 ? 0 : SMALLEST_NUMBER);
  if (found === undefined) return named.flatMap((kind) => namedAlone(column, kind)).slice(0, 1);
  const cells = PERSONAL_KINDS.flatMap((kind) => scanCells(found, kind, named.includes(kind))).sort(
    (a, b) => Number(b.isNamed) - Number(a.isNamed) || a.kind.chance - b.kind.chance,
  );
  if (cells.length > 0 && cells[0].share >= 0.5) return cells.slice(0, 1);
  if (found.isNumber) return cells;
  const marks = found.texts.map((text) => textMarks(text.slice(0, MOST_CHARACTERS)));
  const inside = PERSONAL_KINDS.filter((kind) => !cells.some((cell) => cell.kind === kind)).flatMap(
    (kind) => scanInside(found, kind, marks),
  );
  return [...cells, ...inside];
}

/** A date of birth needs no look at its values. */
function namedAlone(column: Column, kind: PersonalKind): PersonalSighting[] {
  if (kind.name !== 'birth-date' || column.kind !== 'date' || !('values' in column)) return [];
  const rows = Array.from(column.values.keys()).filter((row) => !Number.isNaN(column.values[row]));
  if (rows.length === 0) return [];
  return [
    {
      kind,
      where: 'name',
      isNamed: true,
      nRows: rows.length,
      share: 1,
      sharePassed: 1,
      confidence: 'sure',
      rows: rows.slice(0, 10).map((row) => row + 1),
      example: '',
    },
  ];
}

function scanCells(found: DistinctTexts, kind: PersonalKind, isNamed: boolean): PersonalSighting[] {
  if (!kind.shape || (kind.fewest > 1 && !isNamed)) return [];
  const shapes = [kind.shape, ...(isNamed && kind.namedShape ? [kind.namedShape] : [])];
  const whole = new RegExp(
    `^(?:${shapes.map(({ source }) => source).join('|')})$`,
    kind.shape.flags,
  );
  const { texts, counts } = found;
  const passed: number[] = [];
  let [nShaped, nDistinct, nRows] = [0, 0, 0];
  for (let place = 0; place < texts.length; place++) {
    if (counts[place] === 0) continue;
    nDistinct++;
    const text = texts[place].trim();
    if (text.length > 200 || !whole.test(text)) continue;
    nShaped++;
    if (kind.isValid?.(text) === false) continue;
    passed.push(place);
    nRows += counts[place];
  }
  const tally: Tally = { nShaped, nPassed: passed.length, nDistinct, nRows };
  const isFound = isNamed ? holdsNamed(found, kind, tally) : holdsUnnamed(found, kind, tally);
  return isFound ? [sighting(found, kind, { passed, tally, isNamed, where: 'cell' })] : [];
}

interface Tally {
  /** Distinct values of the shape, those that obey the rules, and all. */
  readonly nShaped: number;
  readonly nPassed: number;
  readonly nDistinct: number;
  /** Rows of those that obey. */
  readonly nRows: number;
}

function holdsNamed({ nPresent }: DistinctTexts, { name }: PersonalKind, tally: Tally): boolean {
  const { nPassed, nShaped, nDistinct, nRows } = tally;
  if (name === 'single-name')
    return (
      nDistinct >= 3 && (nPassed >= 0.05 * nDistinct || nShaped >= 0.8 * nDistinct) && nPassed > 0
    );
  if (name === 'person-name') return nPassed >= 2 && nPassed >= 0.1 * nDistinct;
  return nRows >= 0.3 * nPresent && nPassed >= FEWEST_NAMED * nShaped;
}

function holdsUnnamed(found: DistinctTexts, kind: PersonalKind, tally: Tally): boolean {
  const { nPassed, nShaped, nDistinct, nRows } = tally;
  if (kind.chance <= PLAIN && !found.isNumber) return nPassed >= 1;
  const fewest = kind.chance > 0.03 || found.isNumber ? 10 : 3;
  if (nPassed < fewest || nRows < kind.fewest * found.nPresent) return false;
  if (found.isNumber && nShaped < 0.5 * nDistinct) return false;
  if (kind.name === 'person-name' || kind.name === 'single-name')
    return nPassed >= kind.fewest * nDistinct && nDistinct >= 20;
  return wilsonLow(nPassed, nShaped) > Math.max(kind.isValid ? FEWEST_PASSED : 0, 2 * kind.chance);
}

function scanInside(
  found: DistinctTexts,
  kind: PersonalKind,
  marks: readonly TextMarks[],
): PersonalSighting[] {
  const { inText, clue, isValid } = kind;
  const needed = { ...NO_MARKS, ...kind.needs };
  if (!inText) return [];
  const passed: number[] = [];
  let [nShaped, nPassed, nRows, nDistinct] = [0, 0, 0, 0];
  let example = '';
  for (let place = 0; place < found.texts.length; place++) {
    if (found.counts[place] === 0) continue;
    nDistinct++;
    if (!hasMarks(marks[place], needed)) continue;
    const text = found.texts[place].slice(0, MOST_CHARACTERS);
    if (text.length < 8 || (clue && !clue.test(text))) continue;
    const matches = text.match(inText) ?? [];
    const valid = matches.filter((match) => isValid?.(match) !== false);
    nShaped += matches.length;
    nPassed += valid.length;
    if (valid.length === 0) continue;
    if (example === '') example = valid[0];
    passed.push(place);
    nRows += found.counts[place];
  }
  const fewest = Math.max(kind.chance <= PLAIN ? 1 : 2, kind.isValid ? 0 : kind.chance * nDistinct);
  if (nPassed < fewest || nPassed < FEWEST_PASSED * nShaped) return [];
  const tally = { nShaped, nPassed, nDistinct, nRows };
  return [sighting(found, kind, { passed, tally, isNamed: false, where: 'text', example })];
}

function sighting(
  { texts, firstRows, nPresent }: DistinctTexts,
  kind: PersonalKind,
  {
    passed,
    tally: { nShaped, nPassed, nRows },
    isNamed,
    where,
    example = texts[passed[0]],
  }: {
    readonly passed: readonly number[];
    readonly tally: Tally;
    readonly isNamed: boolean;
    readonly where: 'cell' | 'text';
    readonly example?: string;
  },
): PersonalSighting {
  const share = nRows / nPresent;
  const isSure = (isNamed && share >= 0.6) || (kind.chance <= 0.01 && nPassed >= 3);
  return {
    kind,
    where,
    isNamed,
    nRows,
    share,
    sharePassed: nPassed / nShaped,
    confidence: isSure ? 'sure' : 'likely',
    rows: passed
      .map((place) => firstRows[place] + 1)
      .sort((a, b) => a - b)
      .slice(0, 10),
    example,
  };
}
