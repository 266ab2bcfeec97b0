import { asId } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import type { RolloutRecord } from '../rollouts/index.ts';
import { chooseArm } from './choose-arm.ts';

const START = '2026-01-01T00:00:00.000Z';
const N = 20_000;

const rollout = (strategy: 'canary' | 'shadow', share: number): RolloutRecord => ({
  ...{ id: '01JD0000000000000000000000', endpoint: asId('churn'), from: 1, to: 2 },
  ...{ status: 'running', step: 0, revision: 0, reason: 'It began.' },
  ...{ startedAt: START, stepStartedAt: START, endedAt: null },
  settings: {
    ...{ strategy, steps: [share], stepSeconds: 60, stepRequests: 100 },
    ...{ by: null, group: null, labels: 0, level: 0.05, errorMargin: 0.01, latencyFactor: 1.5 },
    ...{ groups: [], answers: 'scores', nBins: 10, lossScale: 1 },
  },
});

describe('chooseArm', () => {
  it.each([0.02, 0.1, 0.5])(
    'says the probability it chose by: at %d the inverse weights of each version count all requests',
    (share) => {
      const sums = { champion: 0, candidate: 0 };
      for (let i = 0; i < N; i++) {
        const { arm, propensity } = chooseArm(rollout('canary', share), `request-${i}`);
        sums[arm] += 1 / propensity;
      }
      // Four standard deviations of the sum of Horvitz and Thompson.
      const sdOf = (p: number) => Math.sqrt((N * (1 - p)) / p);
      expect(Math.abs(sums.candidate - N)).toBeLessThan(4 * sdOf(share));
      expect(Math.abs(sums.champion - N)).toBeLessThan(4 * sdOf(1 - share));
    },
  );

  it('is sure of the champion while a shadow answers besides', () => {
    const chosen = chooseArm(rollout('shadow', 1), 'anybody');
    expect(chosen).toEqual({ arm: 'champion', isShadowed: true, propensity: 1 });
  });
});
