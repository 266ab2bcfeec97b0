import type { ColumnKind } from '@kaizenml/contracts';
import type { ColumnEvidence } from './column-evidence.ts';

/** What a column is, and the sentence part that says why. */
export interface KindDecision {
  readonly kind: ColumnKind;
  /** Reads after "because": `every value is a number`. */
  readonly why: string;
}

/** Fewest rows from which distinct values or a running count can be told from chance. */
const FEWEST_ROWS = 20;
/** Values that repeat less than this share of rows are still one per row. */
const UNIQUE_SHARE = 0.95;
/** Up to this share of distinct values, values repeat: they name groups. */
const REPEATING_SHARE = 0.5;

const NAMES_A_KEY = /(^|[\s_.-])(id|key|index|idx|uuid|guid|serial|number|num|no|nr|row)$/i;
/** No name, or what readers of CSV write for an empty first name. */
const NAMES_NOTHING = /^(unnamed: ?0|column0+)?$/i;
const NAMES_AN_ID = /(^|[\s_.-])id$/i;
const NAMES_AN_ID_IN_CAMEL_CASE = /[a-z](Id|ID|Key)$/;
const NAMES_TIME = /(^|[\s_.-])(year|yr|month|week|day|hour|minute|second|time|period|step|age)$/i;

/**
 * Decides what the values of a column mean, as an analyst would who sees only these counts.
 *
 * In this order: no values, boolean words, numbers (keys and codes excepted), dates, then text by how
 * often its values repeat and how long they are.
 */
export function inferKind(evidence: ColumnEvidence): KindDecision {
  const { nPresent, nDistinct, nBooleans, nNumbers, nDates } = evidence;
  if (nPresent === 0) return { kind: 'category', why: 'it has no values' };
  if (nBooleans === nPresent && nDistinct === 2)
    return { kind: 'boolean', why: 'its two values are words for yes and no' };
  if (nNumbers === nPresent) return inferNumeric(evidence);
  if (nDates === nPresent) return { kind: 'date', why: 'every value is a date' };
  return inferText(evidence);
}

function inferNumeric(evidence: ColumnEvidence): KindDecision {
  const { name, nRows, nPresent, nDistinct, nIntegers, nLeadingZeros } = evidence;
  const isUnique = nDistinct === nPresent && nPresent === nRows && nRows > 1;
  if (nLeadingZeros > 0) {
    return isUnique && nRows >= FEWEST_ROWS
      ? { kind: 'id', why: 'its digits start with zeros and differ in every row' }
      : { kind: 'category', why: 'its digits start with zeros, so they are codes' };
  }
  if (nIntegers < nPresent) return { kind: 'number', why: 'every value is a number' };
  if (isUnique && namesKey(name))
    return {
      kind: 'id',
      why: 'its whole numbers differ in every row and its name is that of a key',
    };
  if (isUnique && evidence.isMonotonicUnique && nRows >= FEWEST_ROWS && !NAMES_TIME.test(name))
    return { kind: 'id', why: 'its whole numbers count the rows' };
  if (NAMES_AN_ID.test(name) || NAMES_AN_ID_IN_CAMEL_CASE.test(name)) {
    return nDistinct <= REPEATING_SHARE * nPresent
      ? { kind: 'category', why: 'its name says that its whole numbers are keys, and they repeat' }
      : { kind: 'id', why: 'its name says that its whole numbers are keys' };
  }
  return { kind: 'number', why: 'every value is a whole number' };
}

function namesKey(name: string): boolean {
  const trimmed = name.trim();
  return (
    NAMES_NOTHING.test(trimmed) ||
    NAMES_A_KEY.test(trimmed) ||
    NAMES_AN_ID_IN_CAMEL_CASE.test(trimmed)
  );
}

function inferText(evidence: ColumnEvidence): KindDecision {
  const { nPresent, nDistinct, meanWords, meanLength } = evidence;
  const share = nDistinct / nPresent;
  const isProse = meanWords >= 4 && meanLength >= 20;
  if (isProse && (share > REPEATING_SHARE || (meanWords >= 8 && nDistinct > 100)))
    return {
      kind: 'text',
      why: `its values are texts of ${Math.round(meanWords)} words on average`,
    };
  if (share >= UNIQUE_SHARE && nPresent >= FEWEST_ROWS)
    return { kind: 'id', why: 'its short texts differ in nearly every row' };
  if (share <= REPEATING_SHARE)
    return { kind: 'category', why: `its ${nDistinct} different values repeat` };
  return {
    kind: 'category',
    why: `it has many different values, ${nDistinct} in ${nPresent} rows`,
  };
}
