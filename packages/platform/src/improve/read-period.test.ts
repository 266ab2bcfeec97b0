import { MonitorSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import type { VerdictRecord } from '../monitors/index.ts';
import type { ImproveDeps } from './deps.ts';
import { readPeriod } from './read-period.ts';

type Finding = VerdictRecord['findings'][number];

const finding = (column: string, over: Partial<Finding>): Finding => ({
  ...{ check: 'quality', measure: 'stuck', effect: 0.9, pValue: 0, why: null, verdict: 'natural' },
  ...{ column, ...over },
});
const verdict = (hour: number, findings: readonly Finding[]): VerdictRecord => ({
  ...{ start: `2026-03-02T0${hour}:00:00.000Z`, end: `2026-03-02T0${hour + 1}:00:00.000Z` },
  ...{ version: 1, nRows: 9, status: 'calm', findings },
});

describe('readPeriod', () => {
  it('knows what stands still by nature, as the last verdict of the period says it', async () => {
    const verdicts = [
      verdict(1, [finding('earlier', {})]),
      verdict(2, [
        finding('weekday', {}),
        finding('sensor', { verdict: 'drift' }),
        finding('months', { measure: 'missing' }),
      ]),
      verdict(5, [finding('later', {})]),
    ];
    const deps = {
      store: {
        monitors: { places: async () => [], verdicts: async () => verdicts },
        performance: { windows: async () => [] },
      },
    };
    const span = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-02T04:00:00.000Z' };
    const settings = MonitorSettings.parse({});
    const read = await readPeriod(deps as unknown as ImproveDeps, {
      ...{ endpoint: 'shop', settings, span },
    });
    expect(read.stillByNature).toEqual(['weekday']);
    expect(read.damaged).toEqual(['sensor']);
  });
});
