import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../math/index.ts';
import { checkDrift, type DriftFinding } from './check-drift.ts';
import { datasetDrift } from './dataset-drift.ts';
import { judgeColumns } from './judge-columns.ts';
import { numberSample } from './samples/index.ts';
import { soundDriftTest } from './sound-drift-test.ts';

const normals = (random: Random, n: number, shift = 0) =>
  numberSample(Float64Array.from({ length: n }, () => random.normal() + shift));
const finding = (effect: number, pValue: number | null): DriftFinding => ({
  test: 'ks',
  statistic: effect,
  effect,
  pValue,
  score: pValue,
  threshold: 0.05,
  isDrift: false,
});

describe('judgeColumns', () => {
  it('asks for a large effect and for certainty', () => {
    const judged = judgeColumns([
      finding(0.5, 1e-9),
      finding(0.5, 0.4),
      finding(0.01, 1e-9),
      finding(0.01, 0.4),
      finding(0.5, null),
    ]);
    expect(judged.map(({ verdict }) => verdict)).toEqual([
      'drift',
      'may be chance',
      'too small',
      'calm',
      'may be chance',
    ]);
    expect(judged[0].adjustedPValue).toBeCloseTo(2e-9, 15);
    expect(judged[4].adjustedPValue).toBeNull();
  });

  it('takes the same p-value for chance among many columns and for drift alone', () => {
    const many = Array.from({ length: 99 }, (_, i) => finding(0.5, 0.1 + i / 200));
    expect(judgeColumns([finding(0.5, 0.01), ...many])[0].verdict).toBe('may be chance');
    expect(judgeColumns([finding(0.5, 0.01)])[0].verdict).toBe('drift');
  });

  it('says nothing of no columns', () => {
    expect(judgeColumns([])).toEqual([]);
  });

  it('finds a moved column of 60 among 60 columns and calls no other one drift', () => {
    const random = seededRandom(4);
    const findings = Array.from({ length: 60 }, (_, c) =>
      checkDrift(soundDriftTest('numbers'), [
        normals(random, 400),
        normals(random, 300, c === 7 ? 0.5 : 0),
      ]),
    );
    const drifting = judgeColumns(findings).flatMap(({ verdict }, c) =>
      verdict === 'drift' ? [c] : [],
    );
    expect(drifting).toEqual([7]);
  });
});

describe('datasetDrift', () => {
  const drifting = { ...finding(0.5, 0.01), isDrift: true };

  it('is drift from half of the columns on', () => {
    expect(datasetDrift([drifting, finding(0, 1)])).toEqual({
      nColumns: 2,
      nDrifting: 1,
      share: 0.5,
      isDrift: true,
    });
    expect(datasetDrift([drifting, finding(0, 1), finding(0, 1)]).isDrift).toBe(false);
    expect(datasetDrift([drifting, finding(0, 1), finding(0, 1)], 0.3).isDrift).toBe(true);
  });

  it('is none without columns', () => {
    expect(datasetDrift([])).toEqual({ nColumns: 0, nDrifting: 0, share: 0, isDrift: false });
  });
});
