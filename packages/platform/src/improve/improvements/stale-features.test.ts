import { MonitorSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import type { StaleColumn } from '../stale/read-stale.ts';
import type { ImprovedEndpoint } from './improvement.ts';
import { findStaleFeatures } from './stale-features.ts';

const HOUR_MS = 3_600_000;
const still: StaleColumn = {
  ...{ column: 'rate', kind: 'number', since: '2026-03-03T04:00:00.000Z', hasMoved: true },
  found: { kind: 'value', value: 1.25, first: 9, share: 0.995, others: 0.98, pValue: 0 },
  share: 0.5,
};
const late: StaleColumn = {
  ...still,
  ...{ column: 'last order', kind: 'date' },
  found: {
    ...{ kind: 'time', newest: Date.parse('2026-03-02T23:30:00.000Z'), standsStill: true },
    ...{ first: 9, lagMs: 72 * HOUR_MS, usualLagMs: 2 * HOUR_MS },
  },
};
const of = (over: Partial<ImprovedEndpoint>) =>
  findStaleFeatures({
    ...{ endpoint: 'churn', settings: MonitorSettings.parse({}), stale: [still, late] },
    now: { scored: { metric: 'rmse' } },
    importance: [
      { column: 'rate', mean: 3, sd: 0.5 },
      { column: 'last order', mean: 8, sd: 1 },
    ],
    measured: { metric: 'rmse', value: 40, low: 38, high: 42, nRows: 500 },
    ...over,
  } as ImprovedEndpoint);

describe('findStaleFeatures', () => {
  it('puts first what loses most, by what matters in the metric', () => {
    const found = of({});
    expect(found.map(({ title, next }) => [title, next])).toEqual([
      ['Bring "last order" anew: it no longer moves.', "kaizen monitors column churn 'last order'"],
      ['Bring "rate" anew: it no longer moves.', 'kaizen monitors column churn rate'],
    ]);
    // Half of the rows lose 8 of RMSE; a tenth of 40 matters.
    expect(found[0]).toMatchObject({ weight: 1, gain: { value: 4, unit: 'rmse' } });
    expect(found[1]?.gain?.low).toBeCloseTo(0.5 * (3 - 1.96 * 0.5), 4);
  });

  it('says what a column stands still at, and how far behind', () => {
    expect(of({}).map(({ why }) => why)).toEqual([
      'Since 2026-03-03 04:00 UTC nothing in it is newer than 2026-03-02 23:30 UTC: it is 3 days behind the requests, before 2 hours at most. That concerns 50 % of the rows of the period.',
      'Since 2026-03-03 04:00 UTC it is 1.25 in 99.5 % of the rows; in training 98 % of the rows have other values. That concerns 50 % of the rows of the period.',
    ]);
    const [lagging] = of({
      stale: [
        {
          ...late,
          hasMoved: false,
          found: { ...late.found, standsStill: false } as StaleColumn['found'],
        },
      ],
    });
    expect(lagging?.why).toMatch(
      /^At least since 2026-03-03 04:00 UTC it lags: the newest value is 2026-03-02 23:30 UTC, 3 days behind/,
    );
  });

  it('invents no gain of what nobody has seen move', () => {
    expect(of({ stale: [{ ...still, hasMoved: false }] })).toMatchObject([
      {
        ...{ gain: null, weight: null, noGain: expect.stringContaining('by nature') },
        title: 'See whether "rate" is still brought: it never moved here.',
      },
    ]);
  });

  it('states no gain that nobody measured, and tells of nothing that the answers do not rest on', () => {
    expect(of({ importance: [], measured: undefined })).toMatchObject([
      { gain: null, weight: null, noGain: expect.stringContaining('Nobody measured') },
      { gain: null },
    ]);
    expect(of({ importance: [{ column: 'rate', mean: 0.5, sd: 0.4 }] })).toMatchObject([
      { title: expect.stringContaining('last order') },
    ]);
  });
});
