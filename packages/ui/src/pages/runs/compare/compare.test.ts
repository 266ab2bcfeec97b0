import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoundRun } from '../table/run-value.ts';
import { compareAddress, readCompareQuery } from './compare-query.ts';
import { differencesOf } from './differences.ts';
import { usualAxes } from './usual-axes.ts';

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

it('says a comparison in its address, and reads it back', () => {
  const words = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined });
  const query = fc.record({
    runs: fc.uniqueArray(fc.stringMatching(/^[\w-]{1,30}$/)),
    axes: fc.option(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), { nil: undefined }),
    ...{ x: words, y: words, why: words, metric: words },
  });
  fc.assert(
    fc.property(query, (asked) => {
      const { searchParams } = new URL(compareAddress(asked), 'http://localhost');
      expect(readCompareQuery(searchParams)).toEqual(asked);
    }),
    { seed: 11 },
  );
});

describe('differences', () => {
  const runs = [
    aRun({
      ...{ params: { depth: '3', rate: '0.1' }, tags: { team: 'risk', 'kaizen.node': '24' } },
      inputs: [{ name: 'digits', digest: 'd1', source: '', role: 'training' }],
    }),
    aRun({
      ...{ params: { depth: '3', rate: '0.2', model: 'forest' }, tags: { 'kaizen.node': '24' } },
      inputs: [{ name: 'digits', digest: 'd2', source: '', role: 'training' }],
    }),
  ];

  it('come by kind, what differs first, also what only one has', () => {
    const told = differencesOf(runs).map(({ kind, name, isSame }) => [kind, name, isSame]);
    expect(told).toEqual([
      ['param', 'model', false],
      ['param', 'rate', false],
      ['param', 'depth', true],
      ['data', 'digits (training)', false],
      ['environment', 'Node', true],
      ['tag', 'team', false],
    ]);
    expect(differencesOf(runs)[0]?.values).toEqual([undefined, 'forest']);
  });

  it('are none between a run and itself', () => {
    const params = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(params, params, (some, tags) => {
        const run = aRun({ params: some, tags });
        expect(differencesOf([run, run]).every(({ isSame }) => isSame)).toBe(true);
      }),
      { seed: 11 },
    );
  });
});

it('takes for axes the params that differ, and a metric at the right', () => {
  const runs = [
    aRun({ params: { depth: '1', seed: '7' }, metrics: { auc: 0.8, f1: 0.7 } }),
    aRun({ params: { depth: '2', seed: '7' }, metrics: { auc: 0.9 } }),
  ];
  expect(usualAxes(runs).map(({ key }) => key)).toEqual(['depth', 'auc']);
});
