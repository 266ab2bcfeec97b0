import type { DataSchema } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import { offerPatches } from '../offer-patches.ts';
import { applyPatch } from './apply-patch.ts';
import { checkSchema } from './check-schema.ts';
import { decide } from './decide.ts';
import { diffSchemas } from './diff-schemas.ts';

const schema: DataSchema = {
  kaizenSchema: 1,
  rows: { min: 10 },
  columns: {
    fare: { type: 'number', range: { min: 0, max: 100 } },
    tip: { type: 'number', presence: { minShare: 1 } },
  },
};
const widen = makePatch({
  anomaly: 'FLOAT_TYPE_BIG_FLOAT',
  column: 'fare',
  says: '"fare" may go up to 120.',
  changes: [{ path: ['columns', 'fare', 'range', 'max'], from: 100, to: 120 }],
});
const at = '2026-11-22T00:00:00.000Z';

describe('applyPatch', () => {
  it('changes one place, keeps the order of the rest and leaves the given schema alone', () => {
    const before = structuredClone(schema);
    const patched = applyPatch(schema, widen);
    expect(patched.columns.fare).toEqual({ type: 'number', range: { min: 0, max: 120 } });
    expect(Object.keys(patched.columns)).toEqual(['fare', 'tip']);
    expect(schema).toEqual(before);
  });

  it('takes away an object with its last entry', () => {
    const patched = applyPatch(schema, {
      ...widen,
      changes: [{ path: ['rows', 'min'], from: 10 }],
    });
    expect(patched).not.toHaveProperty('rows');
  });

  it('says ARGUMENT_INVALID when the schema has changed since', () => {
    const changed = applyPatch(schema, widen);
    expect(() => applyPatch(changed, widen)).toThrow(
      'The schema must say at "columns.fare.range.max" what the patch was made for, got another value: it has changed since.',
    );
  });

  it('does not reach into what every object inherits', () => {
    const patch = { ...widen, changes: [{ path: ['columns', '__proto__', 'type'], to: 'date' }] };
    applyPatch(schema, patch);
    expect(({} as { type?: string }).type).toBeUndefined();
  });
});

describe('decide', () => {
  it('writes down who decided what, and changes the schema only when it is accepted', () => {
    const anomaly = { name: 'FLOAT_TYPE_BIG_FLOAT', column: 'fare' } as const;
    const accepted = decide(schema, widen, { decision: 'accepted', by: 'ann', at, anomaly });
    expect(accepted.columns.fare.range?.max).toBe(120);
    expect(accepted.history).toEqual([
      {
        at,
        by: 'ann',
        decision: 'accepted',
        anomaly: 'FLOAT_TYPE_BIG_FLOAT',
        column: 'fare',
        patch: widen.id,
        says: widen.says,
      },
    ]);
    const rejected = decide(schema, widen, {
      decision: 'rejected',
      by: 'ann',
      at,
      why: 'a typing error',
    });
    expect(rejected.columns).toEqual(schema.columns);
    expect(rejected.history?.[0]).toMatchObject({ decision: 'rejected', why: 'a typing error' });
  });

  it('keeps a rejected patch from being offered again, until it is accepted', () => {
    const anomaly = makeAnomaly('FLOAT_TYPE_BIG_FLOAT', {
      column: 'fare',
      long: 'It is.',
      patch: widen,
    });
    expect(offerPatches([anomaly], schema)[0].patch).toEqual(widen);
    const rejected = decide(schema, widen, { decision: 'rejected', by: 'ann', at });
    expect(offerPatches([anomaly], rejected)[0].patch).toBeNull();
    const accepted = decide(rejected, widen, { decision: 'accepted', by: 'ann', at });
    expect(offerPatches([anomaly], accepted)[0].patch).toEqual(widen);
  });
});

describe('diffSchemas', () => {
  it('tells every difference in words, histories aside', () => {
    const other: DataSchema = {
      ...applyPatch(schema, widen),
      rows: { min: 20 },
      columns: {
        fare: { type: 'number', range: { min: 0, max: 120 }, doc: 'In dollars.' },
        company: { type: 'string', values: ['a'] },
      },
      history: [],
    };
    expect(diffSchemas(schema, other).map(({ says }) => says)).toEqual([
      '`rows.min` is now 20; it was 10.',
      '`range.max` of column "fare" is now 120; it was 100.',
      '`doc` of column "fare" is now "In dollars.".',
      'Column "tip" of type number is gone.',
      'Column "company" of type string is new.',
    ]);
    expect(diffSchemas(other, { ...other, history: undefined })).toEqual([]);
  });

  it('tells lists by what came and went', () => {
    const of = (...values: string[]): DataSchema => ({
      ...schema,
      columns: { c: { type: 'string', values } },
    });
    expect(diffSchemas(of('a', 'b'), of('b', 'c'))[0].says).toBe(
      '`values` of column "c" has "c" now and no longer has "a".',
    );
  });
});

describe('checkSchema', () => {
  const issues = (changes: Partial<DataSchema>) =>
    checkSchema({ ...schema, ...changes }).map(({ long }) => long);

  it.each<[Partial<DataSchema>, string]>([
    [
      { key: ['fares'] },
      '`key` must name columns of the schema, got "fares". Did you mean "fare"?',
    ],
    [
      { freshness: { column: 'fare', within: '1d' } },
      '`freshness` must name a column of type date, got "fare" of type number.',
    ],
    [
      {
        rules: [
          { name: 'a', check: 'tip > 0' },
          { name: 'a', check: 'fare > 0' },
        ],
      },
      'Rules must have names of their own, got "a" twice.',
    ],
    [
      { foreignKeys: [{ columns: ['fare'], dataset: 'd', references: ['a', 'b'] }] },
      'The foreign key to "d" must refer to as many columns as it has, got 2 for 1.',
    ],
    [
      { domains: { colors: ['red', 'red'] } },
      'Domain "colors" must name each value once, got "red" again.',
    ],
    [
      { columns: { a: { type: 'string', domain: 'color' } }, domains: { colors: ['red'] } },
      'Column "a" must name a domain of the schema, got "color". Did you mean "colors"?',
    ],
    [
      { columns: { a: { type: 'date', range: { min: 'soon' } } } },
      'The range of column "a" must have dates as its ends, got "soon".',
    ],
    [
      { columns: { a: { type: 'number', range: { min: 2, max: 1 } } } },
      'The range of column "a" must have a `min` that is at most its `max`, got 2 and 1.',
    ],
    [
      { columns: { a: { type: 'number', environments: { only: ['test'] } } } },
      'Column "a" must name environments of the schema, which are "training" and "serving", got "test".',
    ],
  ])('tells what is unusable: %o', (changes, long) => {
    expect(issues(changes)).toEqual([long]);
  });
});
