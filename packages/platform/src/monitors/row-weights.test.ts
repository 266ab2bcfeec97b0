import { describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../predictions/log.ts';
import { rowWeights } from './row-weights.ts';

const request = (nRows: number, told: Partial<LoggedRequest> = {}): LoggedRequest => ({
  ...{ requestId: 'r', at: '2026-01-02T03:04:05.000Z', endpoint: 'e', version: 1, latencyMs: 1 },
  ...{ rows: new Array(nRows).fill({}), predictions: [] },
  ...told,
});

describe('rowWeights', () => {
  it('are none where every row counts the same', () => {
    expect(rowWeights([])).toBeUndefined();
    expect(rowWeights([request(2), request(1)])).toBeUndefined();
    const tenth = { weight: 10, propensity: 0.25 };
    expect(rowWeights([request(2, tenth), request(1, tenth)])).toBeUndefined();
  });

  it('are 1 divided by the share that was logged and by the propensity, with a mean of 1', () => {
    const made = rowWeights([
      request(1),
      request(2, { weight: 4 }),
      request(1, { weight: 2, propensity: 0.25 }),
    ]);
    // 1, 4, 4 and 8: their mean is 17 / 4.
    expect(made).toEqual([4 / 17, 16 / 17, 16 / 17, 32 / 17]);
  });
});
