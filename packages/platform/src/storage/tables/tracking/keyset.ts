import { AppError } from '@kaizenml/contracts';
import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { fromToken, toToken } from '../../cursor.ts';
import type { Page, PageRequest } from '../../page.ts';
import type { Schema } from '../../schema.ts';
import type { SortTerm } from './sort-term.ts';

/** One expression that rows are sorted by. Those that may be null are null together with a rank before them. */
interface SortKey {
  readonly expression: Expression<string | number | null>;
  readonly isDescending: boolean;
  /** Whether an index that begins with it is there for the list. */
  readonly isIndexed?: boolean;
}

type Value = string | number | null;

/** A row with the values that it was sorted by. */
export type Sorted<Row> = Row & { readonly [key: `sort_${number}`]: Value };

/** How a list is sorted: by terms, and then by columns that no two rows share. */
export interface Keyset {
  readonly keys: readonly SortKey[];
  /** What the rows of a page come after; undefined for the first page. */
  readonly after: readonly Value[] | undefined;
}

/** @throws REQUEST_INVALID for a token that is none of such a list */
export function createKeyset(
  { terms, ties }: { readonly terms: readonly SortTerm[]; readonly ties: readonly SortKey[] },
  { after }: PageRequest,
): Keyset {
  const keys = [
    ...terms.flatMap(({ rank, value, isDescending }) => [
      { expression: rank, isDescending: false },
      { expression: value, isDescending },
    ]),
    ...ties,
  ];
  return {
    keys,
    after:
      after === undefined
        ? undefined
        : fromToken(after, keys.length).map((part) => parse(part, after)),
  };
}

/** Whether a row comes after those of the page before. */
export function isAfter({ keys, after }: Keyset): Expression<SqlBool> | undefined {
  if (after === undefined) return undefined;
  const eb: ExpressionBuilder<Schema, never> = expressionBuilder<Schema, never>();
  const [first] = keys;
  const either = keys.flatMap((key, i) => {
    const value = after[i] ?? null;
    if (value === null) return [];
    const same = keys.slice(0, i).map(({ expression }, j) => {
      const before = after[j] ?? null;
      return before === null ? eb(expression, 'is', null) : eb(expression, '=', before);
    });
    return [eb.and([...same, eb(key.expression, key.isDescending ? '<' : '>', value)])];
  });
  const start = after[0] ?? null;
  // What follows from the rest, said for the planner: an index can begin there.
  const bound =
    first?.isIndexed !== true || start === null
      ? []
      : [eb(first.expression, first.isDescending ? '<=' : '>=', start)];
  return eb.and([...bound, eb.or(either)]);
}

/** Cuts a page out of `limit + 1` sorted rows. */
export function toSortedPage<Row>(
  rows: readonly Sorted<Row>[],
  { keys }: Keyset,
  { limit }: PageRequest,
): Page<Sorted<Row>> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (last === undefined || rows.length <= limit) return { items };
  return { items, next: toToken(keys.map((_, i) => write(last[`sort_${i}`] ?? null))) };
}

/** What a query selects of its keys. */
export function selectKeys({ keys }: Keyset) {
  return keys.map(({ expression }, i) => sql<Value>`${expression}`.as(`sort_${i}`));
}

function write(value: Value): string {
  return value === null ? '' : typeof value === 'number' ? `n${value}` : `t${value}`;
}

function parse(part: string, after: string): Value {
  const rest = part.slice(1);
  if (part === '') return null;
  if (part.startsWith('t')) return rest;
  const number = Number(rest);
  if (part.startsWith('n') && rest !== '' && !Number.isNaN(number)) return number;
  throw new AppError('REQUEST_INVALID', {
    message: `after must be the \`next\` of a page of this list, got "${after}".`,
    hint: 'Leave it out to begin at the first page.',
    details: { after },
  });
}
