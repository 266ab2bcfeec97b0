import { type ColumnCheck, countOf, quoted } from '../check.ts';
import { nOf, nValues } from '../evidence/column-evidence.ts';
import { foldCategory } from '../evidence/fold-category.ts';

/** Rows of the frequent category per row of the rare one. */
const TIMES = 5;
const SHORTEST = 4;
/** Letters from which a word is hardly another one by accident. */
const LONG_WORD = 8;
const LOOK_ALIKE_DIGITS = ['0o', '1l', '1i', '3e', '5s', '8b'];
const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'yxcvbnm'];

/** A rare category that is one letter away from a frequent one. */
export const categoryTypos: ColumnCheck = (column, { at }) => {
  const { name, values, hasMore } = column;
  const total = nValues(column);
  if (hasMore || values.size > 300 || values.size * 4 > total) return undefined;
  if (nOf(column, 'text') < 0.9 * total) return undefined;
  const words = [...values].map(([value, seen]) => ({
    value,
    folded: foldCategory(value),
    ...seen,
  }));
  const pairs = words.flatMap((rare) => {
    if (!mayBeWord(rare.value)) return [];
    const meant = words.find(
      ({ value, folded, count }) =>
        count >= TIMES * rare.count &&
        folded !== rare.folded &&
        isWord(value) &&
        isTypo(rare.folded, folded),
    );
    return meant === undefined ? [] : [{ rare, meant }];
  });
  const [first] = pairs;
  if (first === undefined) return undefined;
  const count = pairs.reduce((sum, { rare }) => sum + rare.count, 0);
  const shown = pairs
    .slice(0, 3)
    .map(
      ({ rare, meant }) =>
        `${quoted(rare.value)} (${rare.count}) for ${quoted(meant.value)} (${meant.count})`,
    );
  const lines = pairs.map(({ rare }) => rare.place.line).sort((a, b) => a - b);
  return {
    code: 'CATEGORY_TYPO',
    severity: 'warning',
    column: name,
    message: `Column '${name}' may have typing errors in ${countOf(count, total)}: ${shown.join('; ')}, first in ${at} ${lines[0]}`,
    hint: 'Correct them, or leave them where the two are different things.',
    lines: lines.slice(0, 5),
    details: {
      count,
      total,
      share: count / total,
      pairs: pairs
        .slice(0, 20)
        .map(({ rare, meant }) => ({ value: rare.value, meant: meant.value, count: rare.count })),
    },
  };
};

function isWord(text: string): boolean {
  return text.length >= SHORTEST && text.length <= 40 && !/\d/.test(text) && /^\p{L}/u.test(text);
}

/** Whether a rare text may be a word that was mistyped, digits in place of letters that look like them among them. */
function mayBeWord(text: string): boolean {
  return isWord(text.replaceAll(/(?<=\p{L})[01358?]|[01358](?=\p{L})/gu, 'o'));
}

/**
 * Whether one letter was left out, added, taken from the next key, or two neighbours changed places. In long words any
 * letter may be another.
 */
function isTypo(rare: string, meant: string): boolean {
  const at = firstDifference(rare, meant);
  if (rare.length === meant.length) {
    if (isSwap(rare, meant, at)) return true;
    const isOneLetter = rare.slice(at + 1) === meant.slice(at + 1);
    return isOneLetter && (meant.length >= LONG_WORD || areAlike(rare[at], meant[at]));
  }
  const [short, long] = rare.length < meant.length ? [rare, meant] : [meant, rare];
  if (long.length !== short.length + 1 || short.length < SHORTEST) return false;
  return short.slice(at) === long.slice(at + 1);
}

/** Whether one letter may be typed or read for another: beside it on a keyboard, a digit that looks like it, or lost. */
function areAlike(a = '', b = ''): boolean {
  if (a === '?' || LOOK_ALIKE_DIGITS.includes(a + b)) return true;
  return KEYBOARD.some((row) => row.includes(a + b) || row.includes(b + a));
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function isSwap(a: string, b: string, at: number): boolean {
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
