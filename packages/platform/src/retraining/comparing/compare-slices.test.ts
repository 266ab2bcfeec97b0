import { describe, expect, it } from 'vitest';
import { tellsEnough } from './compare-slices.ts';

const binary = (nNo: number, nYes: number) => {
  const truth = Int32Array.from({ length: nNo + nYes }, (_, i) => Number(i >= nNo));
  const outcome = { kind: 'classification' as const, truth, nClasses: 2 };
  return { ...outcome, probabilities: new Float64Array(2 * truth.length) };
};
const numbers = (n: number) => ({
  ...{ kind: 'regression' as const, truth: new Float64Array(n), predicted: new Float64Array(n) },
});
const all = ({ truth }: { readonly truth: { readonly length: number } }) =>
  Int32Array.from({ length: truth.length }, (_, i) => i);
const [ranks, shares] = [{}, { isShareOfRows: true }];

describe('tellsEnough', () => {
  it('wants fifty rows of every part', () => {
    const [few, enough] = [numbers(49), numbers(50)];
    expect(tellsEnough(all(few), { metric: ranks, outcome: few })).toBe(false);
    expect(tellsEnough(all(enough), { metric: ranks, outcome: enough })).toBe(true);
  });

  it('wants six rows of the rarer class, whichever that is, unless each row counts alike', () => {
    const parts = [
      [45, 6, true],
      [6, 45, true],
      [46, 5, false],
      [5, 46, false],
    ] as const;
    for (const [nNo, nYes, isEnough] of parts) {
      const outcome = binary(nNo, nYes);
      expect(tellsEnough(all(outcome), { metric: ranks, outcome })).toBe(isEnough);
      expect(tellsEnough(all(outcome), { metric: shares, outcome })).toBe(true);
    }
  });

  it('counts the rows of the part alone', () => {
    const outcome = binary(200, 20);
    const part = all(outcome).slice(0, 205);
    expect(tellsEnough(part, { metric: ranks, outcome })).toBe(false);
  });
});
