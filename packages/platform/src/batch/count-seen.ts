import type { Signature } from '@kaizenml/contracts';
import { countMissing, getColumn, isNumeric, type Table } from '@kaizenml/ml/table';

/** What the rows of a job show that training did not, by column. */
export interface Seen {
  /** Rows without a value where training had one in every row. */
  readonly missing: Readonly<Record<string, number>>;
  /** Rows with a level that no training row had, and some of these levels. */
  readonly unseen: Readonly<Record<string, UnseenLevels>>;
}

export interface UnseenLevels {
  readonly nRows: number;
  readonly levels: readonly string[];
}

/** A signature that lists so many levels may not list all. */
const MOST_LISTED = 1000;
const MOST_SHOWN = 8;

export const NOTHING_SEEN: Seen = { missing: {}, unseen: {} };

/** What the rows of one piece show. @cost O(rows) per column of text, less for numbers that may be missing. */
export function countSeen({ inputs }: Signature, table: Table): Seen {
  const missing: Record<string, number> = {};
  const unseen: Record<string, UnseenLevels> = {};
  for (const { name, required, levels } of inputs) {
    const column = getColumn(table, name);
    const nMissing = required ? countMissing(column) : 0;
    if (nMissing > 0) missing[name] = nMissing;
    if (isNumeric(column) || levels === undefined || levels.length >= MOST_LISTED) continue;
    const known = new Set(levels);
    const isUnseen = column.levels.map((level) => !known.has(level));
    if (!isUnseen.includes(true)) continue;
    const used = new Set<number>();
    let nRows = 0;
    for (const code of column.codes) {
      if (isUnseen[code] !== true) continue;
      used.add(code);
      nRows++;
    }
    if (nRows > 0)
      unseen[name] = {
        nRows,
        levels: [...used].slice(0, MOST_SHOWN).map((code) => column.levels[code] ?? ''),
      };
  }
  return { missing, unseen };
}

/** What two parts of a job show together. */
export function addSeen(first: Seen, second: Seen): Seen {
  const missing = { ...first.missing };
  for (const [name, n] of Object.entries(second.missing)) missing[name] = (missing[name] ?? 0) + n;
  const unseen = { ...first.unseen };
  for (const [name, { nRows, levels }] of Object.entries(second.unseen)) {
    const before = unseen[name];
    unseen[name] = {
      nRows: nRows + (before?.nRows ?? 0),
      levels: [...new Set([...(before?.levels ?? []), ...levels])].slice(0, MOST_SHOWN),
    };
  }
  return { missing, unseen };
}

/** The sentences about it, for people. */
export function saySeen({ missing, unseen }: Seen): string[] {
  const empty = Object.keys(missing);
  return [
    ...(empty.length > 0
      ? [`Values are missing where training had none, and were imputed: ${quoted(empty)}.`]
      : []),
    ...Object.entries(unseen).map(([name, { nRows, levels }]) => {
      const rows = nRows === 1 ? '1 row has a level' : `${nRows} rows have levels`;
      return `Column "${name}": ${rows} that training never saw: ${quoted(levels)}.`;
    }),
  ];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
