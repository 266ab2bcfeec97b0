import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Comparison,
  type Condition,
  type Field,
  type Order,
  parseFilter,
  parseOrderBy,
  type SearchKind,
} from '../../../packages/platform/src/filters/index.ts';
import { searchRuns } from '../../../packages/platform/src/storage/tables/tracking/search-runs.ts';
import type { PlainRun } from '../../search/plain-run.ts';
import {
  clearRuns,
  fillRuns,
  openSearched,
  SEARCHED,
  type SearchedDatabase,
} from '../../search/searched-database.ts';
import { thrownBy } from '../../thrown-by.ts';

interface Clause {
  readonly type: string;
  readonly key: string;
  readonly comparator: string;
  readonly value: number | string | readonly string[] | null;
}

interface Expected {
  readonly runs: readonly {
    readonly id: string;
    readonly name: string;
    readonly user: string;
    readonly status: string;
    readonly artifactUri: string;
    readonly startedAtMs: number;
    readonly endedAtMs: number | null;
    readonly metrics: Readonly<Record<string, number | string>>;
    readonly params: Readonly<Record<string, string>>;
    readonly tags: Readonly<Record<string, string>>;
    readonly datasets: readonly (readonly [string, string, string | null])[];
  }[];
  readonly filters: Readonly<
    Record<
      SearchKind,
      readonly {
        readonly filter: string;
        readonly clauses: readonly Clause[] | null;
        readonly found?: readonly string[];
      }[]
    >
  >;
  readonly orders: Readonly<
    Record<
      Exclude<SearchKind, 'logged-models'>,
      readonly {
        readonly orders: readonly string[];
        readonly keys:
          | readonly { readonly type: string; readonly key: string; readonly ascending: boolean }[]
          | null;
        readonly found?: readonly string[];
      }[]
    >
  >;
}

const expected: Expected = JSON.parse(
  readFileSync(new URL('expected.json', import.meta.url), 'utf8'),
);

/** Filters that MLflow takes and we do not, or read otherwise, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'metrics. acc > 0.5': 'to MLflow the name begins with the space',
  'metrics. > 0.5': 'to MLflow the name is empty',
  'metrics.acc. > 0.5': 'to MLflow the name ends in the dot',
  'metrics.a..b > 1': 'to MLflow the name has both dots',
  'metrics.`a`.b > 1': 'to MLflow the name has the backticks',
  "params.model = 'it''s'": 'to MLflow the value has both quotes',
  'params.model = "it""s"': 'to MLflow the value has both quotes',
  "params.model = ''''": 'to MLflow the value is both quotes',
  "params.model = 'it\\'s'": 'to MLflow the value has the backslash; refused',
  "dataset.name IN ('a''b')": 'to MLflow, as to Python, these are two texts in one',
  'params.lr = "a"': 'to MLflow the value has the quotes, of logged models alone',
};

/** Filters and orders that MLflow refuses and we take. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  runs: [
    '   ',
    'metrics.acc > 1e+5',
    'metrics.acc IS NULL',
    '"metrics".acc > 0.5',
    "params.model IN ('forest', 'linear')",
    "params.model NOT LIKE 'for%'",
    "params.model NOT ILIKE 'FOR%'",
    "params.model = 'a' OR params.model = 'b'",
    "(params.model = 'forest')",
    "NOT params.model = 'forest'",
    "(metrics.acc > 0.5 AND params.model = 'forest')",
    "tags.team IN ('risk')",
    "status IN ('FINISHED', 'FAILED')",
    'status IS NULL',
    'end_time IS NULL',
    'dataset.name IS NULL',
  ],
  experiments: [
    "name IN ('x')",
    "name like 'x%'",
    "attributes.name = 'x'",
    'creation_time > 1.5',
    "experiment_id LIKE '1%'",
    'name IS NULL',
  ],
  models: [
    'tags.team IS NULL',
    'name IS NULL',
    "`name` = 'x'",
    "attributes.name = 'x'",
    "tags.team IN ('x')",
  ],
  versions: ['version_number = 1.5', "source_path IN ('x')", 'tags.team IS NULL', 'name IS NULL'],
  'logged-models': [
    'metric.acc > 0.5',
    "param.lr = 'a'",
    'params.lr IS NULL',
    "name = 'a' OR name = 'b'",
  ],
  'orders of runs': ['`run name`'],
  'orders of models': ['creation_timestamp', 'attribute.name'],
  'orders of versions': ['run_id'],
};

const FIELDS: Readonly<Record<string, Field['of']>> = {
  metric: 'metric',
  metrics: 'metric',
  parameter: 'param',
  params: 'param',
  tag: 'tag',
  tags: 'tag',
  dataset: 'dataset',
  attribute: 'attribute',
  attributes: 'attribute',
};

function toField({ type, key }: Pick<Clause, 'type' | 'key'>): Field {
  // The columns of logged models are named after their unit.
  const name = key.endsWith('_timestamp_ms') ? key.slice(0, -3) : key;
  return { of: FIELDS[type], key: name === 'timestamp' ? 'last_updated_timestamp' : name } as Field;
}

function toComparison(clause: Clause): Comparison {
  const field = toField(clause);
  const { comparator, value } = clause;
  const isNumber = field.of === 'metric' || field.key === 'version_number';
  const isNegated = comparator.includes('NOT');
  if (comparator.startsWith('IS')) return { kind: 'is-null', field, isNegated };
  if (comparator.endsWith('IN'))
    return { kind: 'in', field, values: value as readonly string[], isNegated };
  if (comparator.endsWith('LIKE'))
    return {
      kind: 'like',
      field,
      pattern: String(value),
      isCaseless: comparator === 'ILIKE',
      isNegated,
    };
  return {
    kind: 'compare',
    field,
    by: comparator,
    value: isNumber ? toNumber(String(value)) : value,
  } as Comparison;
}

function toCondition(clauses: readonly Clause[]): Condition | undefined {
  const of = clauses.map(toComparison);
  return of.length < 2 ? of[0] : { kind: 'all', of };
}

function isTaken(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch {
    expect(thrownBy(call).code).toBe('SEARCH_INVALID');
    return false;
  }
}

describe.each(Object.entries(expected.filters))('filters of %s', (kind, rows) => {
  const read = (filter: string) => parseFilter(filter, kind as SearchKind);

  it('mean what they mean to MLflow', () => {
    for (const { filter, clauses } of rows)
      if (clauses !== null && OTHERWISE[filter] === undefined)
        expect(read(filter), filter).toEqual(toCondition(clauses));
  });

  it('are those of MLflow and these', () => {
    const more = rows.filter(
      ({ filter, clauses }) => clauses === null && isTaken(() => read(filter)),
    );
    expect(more.map(({ filter }) => filter)).toEqual(MORE[kind] ?? []);
  });
});

it('reads otherwise what is said to be, and nothing that MLflow refuses', () => {
  const otherwise = Object.entries(expected.filters).flatMap(([kind, rows]) =>
    rows
      .filter(({ clauses }) => clauses !== null)
      .filter(({ filter, clauses }) => {
        if (!isTaken(() => parseFilter(filter, kind as SearchKind))) return true;
        const condition = parseFilter(filter, kind as SearchKind);
        return JSON.stringify(condition) !== JSON.stringify(toCondition(clauses ?? []));
      })
      .map(({ filter }) => filter),
  );
  expect(new Set(otherwise)).toEqual(new Set(Object.keys(OTHERWISE)));
});

describe.each(Object.entries(expected.orders))('orders of %s', (kind, rows) => {
  const read = (orders: readonly string[]) => parseOrderBy(orders, kind as SearchKind);

  it('mean what they mean to MLflow', () => {
    for (const { orders, keys } of rows)
      if (keys !== null)
        expect(read(orders), orders.join()).toEqual(
          keys.map((one): Order => ({ field: toField(one), isDescending: !one.ascending })),
        );
  });

  it('are those of MLflow and these', () => {
    const more = rows.filter(({ orders, keys }) => keys === null && isTaken(() => read(orders)));
    expect(more.map(({ orders }) => orders.join())).toEqual(MORE[`orders of ${kind}`] ?? []);
  });
});

describe('runs in a store', () => {
  let store: SearchedDatabase;
  beforeAll(async () => {
    store = await openSearched();
    await clearRuns(store.db);
    await fillRuns(
      store.db,
      expected.runs.map(({ status, metrics, datasets, ...run }) => ({
        ...run,
        status: status.toLowerCase() as PlainRun['status'],
        metrics: Object.fromEntries(
          Object.entries(metrics).map(([key, value]) => [key, toNumber(value)]),
        ),
        datasets: datasets.map(([name, digest, context]) => ({ name, digest, context })),
      })),
    );
  });
  afterAll(() => store[Symbol.dispose]());

  /** An infinite value is one to us; MLflow keeps the largest number in its place. */
  const INFINITE = ['metrics.acc < 1e400', 'metrics.acc > -1e400'];

  async function find(
    condition: Condition | undefined,
    orders: readonly Order[],
  ): Promise<string[]> {
    const search = { experimentIds: [String(SEARCHED)], lifecycle: 'all', orders } as const;
    const { items } = await searchRuns(
      store.db,
      condition === undefined ? search : { ...search, condition },
      { limit: 100 },
    );
    return items.map(({ name }) => name);
  }

  it('are found where MLflow finds them', async () => {
    for (const { filter, clauses, found } of expected.filters.runs)
      if (clauses !== null && OTHERWISE[filter] === undefined && !INFINITE.includes(filter))
        expect((await find(parseFilter(filter, 'runs'), [])).sort(), filter).toEqual(found);
  });

  it('come in the order of MLflow', async () => {
    for (const { orders, keys, found } of expected.orders.runs)
      if (keys !== null)
        expect(await find(undefined, parseOrderBy(orders, 'runs')), orders.join()).toEqual(found);
  });
});

function toNumber(value: number | string): number {
  return value === 'inf'
    ? Number.POSITIVE_INFINITY
    : value === '-inf'
      ? Number.NEGATIVE_INFINITY
      : Number(value);
}
