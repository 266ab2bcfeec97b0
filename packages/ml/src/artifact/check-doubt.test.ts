import type { Signature } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { checkDoubt } from './check-doubt.ts';

const signature: Signature = {
  inputs: [{ name: 'x', kind: 'number', shareMissing: 0, required: true, typical: 1 }],
  output: { name: 'y', task: 'regression' },
};
const SPAN = { level: 0.9, low: -1, high: 1 };
const GOOD = {
  intervals: { nRows: 50, bins: [{ upTo: null, spans: [SPAN] }] },
  weakSegments: [{ column: 'x', low: 1, nRows: 60, loss: 2, lossElsewhere: 1 }],
};

describe('checkDoubt', () => {
  it('takes what it knows, and nothing at all', () => {
    expect([checkDoubt(GOOD, signature), checkDoubt({}, signature)]).toEqual([GOOD, {}]);
  });

  it.each([
    [[], ''],
    [{ intervals: { nRows: -1, bins: [] } }, 'intervals.nRows'],
    [{ intervals: { nRows: 50, bins: [] } }, 'intervals.bins'],
    [
      { intervals: { nRows: 50, bins: [{ upTo: null, spans: [{ ...SPAN, low: 'x' }] }] } },
      'intervals.bins[0].spans[0].low',
    ],
    [{ classSets: { nRows: 50, thresholds: [] } }, 'classSets'],
    [{ weakSegments: [{ ...GOOD.weakSegments[0], column: 'z' }] }, 'weakSegments[0].column'],
  ])('refuses %j', (given, path) => {
    expect(() => checkDoubt(given, signature)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        details: expect.objectContaining({ file: 'doubt.json', path }),
      }),
    );
  });
});
