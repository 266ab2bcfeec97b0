import { type ColumnCheck, countOf, quoted } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Pairs of words for yes and no. */
const PAIRS = [
  'yes no',
  'y n',
  'true false',
  't f',
  '1 0',
  '1.0 0.0',
  'on off',
  'ja nein',
  'j n',
  'oui non',
  'sí no',
  'si no',
  'sim não',
  'wahr falsch',
  'vrai faux',
  'x -',
  'enabled disabled',
  'active inactive',
  'yep nope',
  'yeah nah',
].map((pair) => pair.split(' '));
const WORDS = new Set(PAIRS.flat());

/** Yes and no written in several ways in one column. */
export const mixedBooleans: ColumnCheck = (column) => {
  const { name, values, hasMore } = column;
  const total = nValues(column);
  if (hasMore || values.size < 3 || values.size > 12) return undefined;
  const entries = [...values].map(([value, seen]) => ({
    word: value.toLowerCase(),
    value,
    ...seen,
  }));
  if (!entries.every(({ word }) => WORDS.has(word)) || entries.length > 10) return undefined;
  const words = [...new Set(entries.map(({ word }) => word))];
  const families = words.map((word) =>
    PAIRS.flatMap((pair, k) => (pair.includes(word) ? [k] : [])),
  );
  const isOne = PAIRS.some((_, k) => families.every((of) => of.includes(k)));
  if (isOne || words.every((word) => !Number.isNaN(Number(word)))) return undefined;
  const sorted = entries.toSorted((a, b) => b.count - a.count);
  const main = PAIRS.find((pair) => pair.includes(sorted[0]?.word ?? '')) ?? [];
  const rare = sorted.filter(({ word }) => !main.includes(word));
  const count = rare.reduce((sum, one) => sum + one.count, 0);
  const lines = rare.map(({ place }) => place.line).sort((a, b) => a - b);
  return {
    code: 'BOOLEANS_MIXED',
    severity: 'warning',
    column: name,
    message: `Column '${name}' writes yes and no in several ways, ${sorted
      .slice(0, 6)
      .map((one) => `${quoted(one.value)} (${one.count})`)
      .join(', ')}; other than the usual in ${countOf(count, total)}`,
    hint: 'Write one word for yes and one for no.',
    lines: lines.slice(0, 5),
    details: {
      count,
      total,
      share: count / total,
      values: sorted.map((one) => ({ value: one.value, count: one.count })),
    },
  };
};
