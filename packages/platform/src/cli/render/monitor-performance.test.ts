import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { createStyle } from '../terminal.ts';
import { renderPerformance } from './monitor-performance.ts';

type Shown = OutputOf<Operations['monitors']['performance']>;

const look = { width: 160, style: createStyle(false) };
const about = (value: number) => ({ value, low: value - 0.02, high: value + 0.02 });
const windowOf = (hour: number, value: number | null): Shown['items'][number] => ({
  ...{ start: `2026-03-02T0${hour}:00:00.000Z`, end: `2026-03-02T0${hour + 1}:00:00.000Z` },
  ...{ version: 3, nRows: 400, nLabelled: value === null ? 0 : 300 },
  realised: value === null ? null : about(value),
  estimated: about(0.88),
  ...{ calibrationError: null, cost: value === null ? null : about(2) },
  business: [{ metric: 'revenue', nRequests: 80, perRequest: about(20) }],
});
const shown: Shown = {
  ...{ endpoint: 'churn', metric: 'roc_auc', better: 'higher', currency: 'EUR' },
  training: about(0.9),
  items: [windowOf(0, 0.9), windowOf(1, 0.7), windowOf(2, null)],
  total: {
    ...{ version: 3, nRows: 1200, nLabelled: 600, realised: about(0.8), reliability: [] },
    slices: [{ name: 'plan = basic', nLabelled: 200, realised: null }],
  },
  verdicts: [
    {
      ...{ basis: 'labelled', start: '2026-03-02T01:00:00.000Z', end: '2026-03-02T02:00:00.000Z' },
      ...{ version: 3, nRows: 300, status: 'drift' },
      findings: [
        {
          ...{ check: 'performance', column: 'roc_auc', measure: 'training', effect: 0.2 },
          ...{ pValue: 0, verdict: 'drift', why: '0.7, in training 0.9' },
        },
      ],
    },
  ],
};

describe('renderPerformance', () => {
  it('shows windows, their course, slices and what was found', () => {
    const text = renderPerformance(shown, look);
    expect(text).toMatch(/churn\/3, roc_auc \(higher is better\)/);
    expect(text).toMatch(/over time +█▁·/);
    expect(text).toMatch(
      /400 +75 % +0\.7 \(0\.68–0\.72\) +0\.88 \(0\.86–0\.9\) +2 \(1\.98–2\.02\) +20 \(20–20\)/,
    );
    expect(text).toMatch(/400 +0 % +– /);
    expect(text).toMatch(/plan = basic +– of 200 rows/);
    expect(text).toMatch(/performance +roc_auc: 0\.7, in training 0\.9 \(labelled, drift\)/);
  });

  it('says what to do where nothing is counted', () => {
    const none = { ...shown, metric: null, items: [], total: null, verdicts: [] };
    expect(renderPerformance(none, look)).toContain('kaizen predictions label');
  });
});
