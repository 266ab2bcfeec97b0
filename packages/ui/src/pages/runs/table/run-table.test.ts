import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnFormat } from './column-format.ts';
import { completionsOf } from './completions.ts';
import { filterWith } from './filter-with.ts';
import { directionOf, nextOrder } from './next-order.ts';
import { nameOfField, parseField, type RunField } from './run-field.ts';
import { fieldsOf, usualColumns } from './run-fields.ts';
import { readRunQuery, runsAddress } from './run-query.ts';
import type { FoundRun } from './run-value.ts';

const seed = 11;
const fields: fc.Arbitrary<RunField> = fc.oneof(
  fc.record({
    of: fc.constantFrom('metric', 'param', 'tag'),
    key: fc.string({ minLength: 1, unit: 'grapheme' }),
  }),
  fc
    .constantFrom('status', 'start_time', 'run_id')
    .map((key) => ({ of: 'attribute', key }) as const),
);

const aRun = (parts: Partial<FoundRun>): FoundRun => ({
  ...{
    id: 'a',
    experiment: 'e',
    name: 'n',
    user: '',
    status: 'finished',
    note: null,
    parent: null,
  },
  ...{ startedAt: '2026-11-20T09:00:00.000Z', endedAt: null, inputs: [], outputs: [] },
  ...{ metrics: {}, params: {}, tags: {} },
  ...parts,
});

describe('the name of a field', () => {
  it.each([
    [{ of: 'metric', key: 'val.acc_1' }, 'metrics.val.acc_1'],
    [{ of: 'param', key: 'learning rate' }, 'params.`learning rate`'],
    [{ of: 'tag', key: 'a`b' }, 'tags.`a``b`'],
    [{ of: 'attribute', key: 'start_time' }, 'start_time'],
  ] as const)('of %o is %s', (field, name) => {
    expect(nameOfField(field)).toBe(name);
  });

  it('is read back', () => {
    fc.assert(
      fc.property(fields, (field) => {
        expect(parseField(nameOfField(field))).toEqual(field);
      }),
      { seed },
    );
  });

  it.each(['metrics.', 'metrics.a b', 'rows.a', 'metrics.`a', '', '.'])('is not %s', (name) => {
    expect(parseField(name)).toBeUndefined();
  });
});

it('says a query in its address, and reads it back', () => {
  const words = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined });
  const query = fc.record({
    ...{ experiment: words, filter: words, order: words, group: words, after: words },
    columns: fc.option(fc.array(fields.map(nameOfField)), { nil: undefined }),
    picked: fc.array(fc.stringMatching(/^[\w-]{1,30}$/)),
  });
  fc.assert(
    fc.property(query, (asked) => {
      const { searchParams } = new URL(runsAddress(asked), 'http://localhost');
      expect(readRunQuery(searchParams)).toEqual(asked);
    }),
    { seed },
  );
});

describe('an order', () => {
  it('goes round: the greatest metric, the least, none', () => {
    const field = { of: 'metric', key: 'auc' } as const;
    const first = nextOrder(undefined, field);
    const second = nextOrder(first, field);
    expect([first, second, nextOrder(second, field)]).toEqual([
      'metrics.auc DESC',
      'metrics.auc ASC',
      undefined,
    ]);
    expect([first, second].map((order) => directionOf(order, field))).toEqual(['DESC', 'ASC']);
  });

  it('begins with the least where it is no metric, and anew on another column', () => {
    expect(nextOrder('metrics.auc DESC', { of: 'param', key: 'depth' })).toBe('params.depth ASC');
    expect(directionOf('metrics.aucs DESC', { of: 'metric', key: 'auc' })).toBeUndefined();
  });
});

describe('usual columns', () => {
  it('are metrics that most runs have, and params that tell runs apart', () => {
    const runs = [
      aRun({ metrics: { rare: 1, auc: 0.9 }, params: { depth: '3', seed: '1' } }),
      aRun({ metrics: { auc: 0.8 }, params: { depth: '4', seed: '1' } }),
    ];
    const names = usualColumns(runs, { hasExperiment: true }).map(nameOfField);
    expect(names).toEqual([
      ...['status', 'start_time', 'duration', 'metrics.auc', 'metrics.rare', 'params.depth'],
    ]);
  });

  it('leave tags of clients out of what can be chosen', () => {
    const tags = { 'mlflow.user': 'sam', 'kaizen.node': '24', team: 'risk' };
    expect(fieldsOf([aRun({ tags })]).map(({ field }) => field.key)).toEqual(['team']);
  });
});

describe('numbers of a column', () => {
  it.each([
    [
      [0.91234, 0.5, -0.1],
      ['0.9123', '0.5000', '−0.1000'],
    ],
    [
      [3, 12, 120],
      ['3', '12', '120'],
    ],
    [
      [1e-9, 1],
      ['1e-9', '1'],
    ],
    [
      [12345.678, 99999],
      ['12346', '99999'],
    ],
    [
      [Number.NaN, 0.5, Number.NEGATIVE_INFINITY],
      ['NaN', '0.5000', '−∞'],
    ],
  ])('%j are %j', (values, texts) => {
    expect(values.map(columnFormat(values))).toEqual(texts);
  });
});

describe('completions', () => {
  const names = ['metrics.auc', 'metrics.loss', 'params.auc_from', 'status'];
  const complete = (text: string, caret = text.length) =>
    completionsOf({ text, caret }, names).map((one) => one.text);

  it('offer what the word before the caret begins, then what it is a part of', () => {
    expect(complete('metr')).toEqual(['metrics.auc ', 'metrics.loss ']);
    expect(complete("status = 'x' and auc")).toEqual([
      "status = 'x' and metrics.auc ",
      "status = 'x' and params.auc_from ",
    ]);
  });

  it('keep what stands behind the caret', () => {
    expect(complete('lo > 1', 2)).toEqual(['metrics.loss > 1']);
  });

  it('offer nothing within quotes, behind a value, or for a name that is whole', () => {
    expect(complete("params.a = 'au")).toEqual([]);
    expect(complete('metrics.auc > 1 ')).toEqual([]);
    expect(complete('status')).toEqual([]);
  });
});

it.each([
  [undefined, 'x', "params.model = 'x'"],
  ['metrics.auc > 1', "o'neil", "metrics.auc > 1 AND params.model = 'o''neil'"],
  ["status = 'A' or status = 'B'", null, "(status = 'A' or status = 'B') AND params.model IS NULL"],
  [undefined, 3, 'params.model = 3'],
] as const)('narrows the filter %s to the group %s', (filter, value, narrowed) => {
  expect(filterWith(filter, 'params.model', value)).toBe(narrowed);
});
