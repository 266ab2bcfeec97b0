import { type ColumnCheck, countOf, quoted } from '../check.ts';
import type { SeenValue } from '../evidence/column-evidence.ts';
import { nOf, nValues } from '../evidence/column-evidence.ts';
import { foldCategory } from '../evidence/fold-category.ts';

/** Categories that differ in case, accents, blanks, hyphens or look-alikes only, or by being cut to their first letters. */
export const categorySpellings: ColumnCheck = (column, { at }) => {
  const { name, values, hasMore } = column;
  const total = nValues(column);
  if (hasMore || values.size * 2 > total || nOf(column, 'text') === 0) return undefined;
  const texts = [...values].filter(([, { shape }]) => shape.kind === 'text');
  const spelled = [...Map.groupBy(texts, ([value]) => foldCategory(value)).values()].filter(
    (group) => group.length > 1,
  );
  const groups = spelled.length > 0 ? spelled : abbreviations(texts);
  if (groups.length === 0) return undefined;
  const rare = groups.flatMap((group) =>
    group.toSorted(([, a], [, b]) => b.count - a.count).slice(1),
  );
  const count = rare.reduce((sum, [, seen]) => sum + seen.count, 0);
  const lines = rare.map(([, { place }]) => place.line).sort((a, b) => a - b);
  const shown = groups.slice(0, 3).map((group) => spell(group));
  return {
    code: 'CATEGORY_SPELLINGS',
    severity: 'warning',
    column: name,
    message: `Column '${name}' spells ${groups.length === 1 ? 'a category' : `${groups.length} categories`} in several ways in ${countOf(count, total)}: ${shown.join('; ')}, first in ${at} ${lines[0]}`,
    hint: 'Write each category in one way: every spelling counts as a category of its own.',
    lines: lines.slice(0, 5),
    details: {
      count,
      total,
      share: count / total,
      spellings: groups
        .slice(0, 20)
        .map((group) => group.map(([value, seen]) => ({ value, count: seen.count }))),
    },
  };
};

function spell(group: readonly (readonly [string, SeenValue])[]): string {
  return group
    .toSorted(([, a], [, b]) => b.count - a.count)
    .map(([value, { count }]) => `${quoted(value)} (${count})`)
    .join(', ');
}

type Category = readonly [string, SeenValue];

/** Most letters of an abbreviation, and most values of a column in which it is looked for. */
const [LONGEST_CUT, MOST_VALUES] = [3, 12];

/** Categories beside their own first letters, such as "male" and "M", where every short value is such a beginning. */
function abbreviations(texts: readonly Category[]): Category[][] {
  if (texts.length > MOST_VALUES) return [];
  const isShort = ([value]: Category) => value.length <= LONGEST_CUT;
  const long = texts.filter((one) => !isShort(one));
  const pairs = texts.filter(isShort).map((short): Category[] => {
    const start = short[0].toLowerCase();
    const meant = long.filter(([value]) => value.toLowerCase().startsWith(start));
    const [only] = meant;
    const isOne = meant.length === 1 && only !== undefined && /^\p{L}+$/u.test(only[0]);
    return isOne && only[1].count >= 5 * short[1].count ? [only, short] : [];
  });
  return pairs.every((pair) => pair.length > 0) ? pairs : [];
}
