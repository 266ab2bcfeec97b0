import { type ColumnCheck, countOf, quoted } from '../check.ts';
import type { SeenValue } from '../evidence/column-evidence.ts';
import { nOf, nValues } from '../evidence/column-evidence.ts';

/** Categories that differ in case, accents, blanks or hyphens only. */
export const categorySpellings: ColumnCheck = (column, { at }) => {
  const { name, values, hasMore } = column;
  const total = nValues(column);
  if (hasMore || values.size * 2 > total || nOf(column, 'text') === 0) return undefined;
  const texts = [...values].filter(([, { shape }]) => shape.kind === 'text');
  const groups = [...Map.groupBy(texts, ([value]) => fold(value)).values()].filter(
    (group) => group.length > 1,
  );
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

/** A category without case, accents, blanks and hyphens: what of a spelling does not matter. */
export function fold(value: string): string {
  const plain = value
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll('\u00df', 'ss');
  const letters = plain.replaceAll(/[\s_.'\u2019-]+/g, '');
  return /\p{L}/u.test(letters) ? letters : plain.replaceAll(/\s+/g, ' ');
}
