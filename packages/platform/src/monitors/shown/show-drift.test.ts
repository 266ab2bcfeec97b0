import { describe, expect, it } from 'vitest';
import type { Finding } from '../finding.ts';
import type { VerdictRecord } from '../store.ts';
import { coursesOf } from './show-drift.ts';

const findingOf = (column: string, effect: number, verdict: Finding['verdict']): Finding => ({
  ...{ check: 'inputs', column, measure: 'ks', effect, pValue: 0.001, verdict },
  why: verdict === 'drift' ? `${column} by ${effect}` : null,
});
const verdictOf = (i: number, findings: readonly Finding[]): VerdictRecord => ({
  ...{ start: `2026-01-0${i}`, end: `2026-01-0${i + 1}`, version: 1, nRows: 400 },
  ...{ status: 'calm', findings },
});
const damage: Finding = { ...findingOf('a', 0.4, 'drift'), check: 'quality', measure: 'units' };

describe('the courses of columns', () => {
  it('begin with what drifts now, then what drifted most often, then what moved furthest', () => {
    const courses = coursesOf([
      verdictOf(1, [findingOf('often', 0.2, 'drift'), findingOf('calm', 0.01, 'calm')]),
      verdictOf(2, [findingOf('often', 0.2, 'drift'), findingOf('far', 0.09, 'too small')]),
      verdictOf(3, [
        findingOf('often', 0.05, 'may be chance'),
        findingOf('now', 0.12345, 'drift'),
        findingOf('calm', 0.02, 'natural'),
      ]),
    ]);
    expect(courses).toEqual([
      {
        ...{ check: 'inputs', column: 'now', measure: 'ks', states: '--D' },
        ...{ effects: [null, null, 0.123], nDrifted: 1, why: 'now by 0.12345' },
        lastDriftAt: '2026-01-04',
      },
      {
        ...{ check: 'inputs', column: 'often', measure: 'ks', states: 'DDC' },
        ...{ effects: [0.2, 0.2, 0.05], nDrifted: 2, why: 'often by 0.2' },
        lastDriftAt: '2026-01-03',
      },
      expect.objectContaining({ column: 'far', states: '-S-', lastDriftAt: null }),
      expect.objectContaining({ column: 'calm', states: '.-N', why: null }),
    ]);
  });

  it('are calm where a verdict found no damage, and unseen where it looked at nothing', () => {
    const courses = coursesOf([
      verdictOf(1, []),
      verdictOf(2, [findingOf('a', 0.01, 'calm')]),
      verdictOf(3, [findingOf('a', 0.01, 'calm'), damage]),
    ]);
    expect(courses.map(({ check, states }) => [check, states])).toEqual([
      ['quality', '-.D'],
      ['inputs', '-..'],
    ]);
  });

  it('keep apart the ways in which one column is damaged', () => {
    const courses = coursesOf([verdictOf(1, [damage, { ...damage, measure: 'missing' }])]);
    expect(courses.map(({ measure }) => measure).sort()).toEqual(['missing', 'units']);
  });
});
