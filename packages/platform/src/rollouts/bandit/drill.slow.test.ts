import { AppError } from '@kaizenml/contracts';
import type { Random } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { type DrillOptions, HEALTHY, runDrill } from '../../testing/rollout-drill.ts';

const ASKED = { strategy: 'bandit', steps: undefined, stepSeconds: 10, metric: 'revenue' } as const;

/** One or nothing, with a rate for each version. */
const bernoulli =
  (rates: readonly number[]) =>
  (version: number, random: Random): number =>
    Number(random.next() < (rates[version - 1] ?? 0));

const drill = ({ asked, ...options }: DrillOptions) =>
  runDrill({ maxRequests: 8000, ...options, asked: { ...ASKED, ...asked } });

describe('a bandit', () => {
  it('sends most requests to the version that brings most, says why, and makes it the champion', async () => {
    const { rollout } = await drill({
      ...{ seed: 1, nVersions: 3, revenueOf: bernoulli([0.1, 0.15, 0.35]) },
      asked: { arms: '2,3', promote: true },
    });
    expect(rollout).toMatchObject({ status: 'promoted', from: 1, to: 3 });
    expect(rollout.reason).toMatch(/^Version 3 brings most with a probability of .* surely more/);
    const moves = rollout.events.filter(({ kind }) => kind === 'advanced');
    expect(moves.length).toBeGreaterThan(0);
    expect(rollout.arms.map(({ version, share }) => [version, share])).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
    ]);
  });

  it('goes on where nobody asked for a promotion, within its bounds, and tells the command', async () => {
    const shares: number[][] = [];
    const { rollout, nRequests } = await drill({
      ...{ seed: 2, revenueOf: bernoulli([0.1, 0.4]), maxRequests: 6000 },
      asked: { floor: 0.05, maxShare: 0.8 },
      onTick: ({ standing }) => shares.push(standing?.shares.map(({ share }) => share) ?? []),
    });
    expect(rollout.status).toBe('running');
    expect(rollout.reason).toContain('`kaizen rollouts promote');
    const [champion, candidate] = rollout.arms;
    expect(candidate?.share).toBeCloseTo(0.8, 9);
    expect(candidate?.probabilityBest).toBeGreaterThan(0.99);
    expect((candidate?.nAnswered ?? 0) / nRequests).toBeGreaterThan(0.7);
    expect(champion?.reward?.low).toBeLessThan(0.1);
    expect(champion?.reward?.high).toBeGreaterThan(0.1);
    for (const each of shares) expect(Math.min(...each)).toBeGreaterThanOrEqual(0.05 - 1e-12);
  });

  it('learns from rewards that come an hour late', async () => {
    const { rollout } = await drill({
      ...{ seed: 3, revenueOf: bernoulli([0.1, 0.3]), revenueAfterMs: 3_600_000 },
      ...{ ratePerSec: 1, secondsPerTick: 60, maxRequests: 12_000 },
      asked: { promote: true },
    });
    expect(rollout).toMatchObject({ status: 'promoted', to: 2 });
    const tookMs = Date.parse(rollout.endedAt ?? '') - Date.parse(rollout.startedAt);
    expect(tookMs).toBeGreaterThan(3_600_000);
  });

  it('takes out a version that fails, with the reason, and goes on with the others', async () => {
    const { rollout, nUnanswered } = await drill({
      ...{ seed: 4, nVersions: 3, revenueOf: bernoulli([0.2, 0.2, 0.2]), maxRequests: 3000 },
      candidate: {
        ...HEALTHY,
        answer(_, prediction, random) {
          if (random.next() > 0.1) return prediction;
          throw new AppError('INTERNAL', { message: 'A part of the model broke.', details: {} });
        },
      },
      asked: { arms: '2,3' },
    });
    expect(nUnanswered).toBe(0);
    expect(rollout.status).toBe('running');
    const out = rollout.events.find(({ kind }) => kind === 'taken-out');
    expect(out).toMatchObject({ by: 'controller' });
    expect(out?.message).toMatch(/^Version 2 does harm: Failed requests: .* surely worse/);
    const [champion, failing, other] = rollout.arms;
    expect(failing).toMatchObject({ version: 2, share: 0 });
    expect(failing?.out).toBeTruthy();
    expect((champion?.share ?? 0) + (other?.share ?? 0)).toBeCloseTo(1, 12);
  });

  it('takes out a version that is slow and rolls back where no other is left', async () => {
    const { rollout } = await drill({
      ...{ seed: 5, revenueOf: bernoulli([0.2, 0.3]) },
      candidate: { ...HEALTHY, tookMs: (random) => 3 * HEALTHY.tookMs(random) },
    });
    expect(rollout.status).toBe('rolled-back');
    expect(rollout.reason).toMatch(
      /latency.*No other version is left: version 1 answers everything/i,
    );
  });
});

describe('a contextual bandit', () => {
  it('sends each kind of request to the version that suits it', async () => {
    const right = { n: 0, all: 0 };
    const { rollout } = await drill({
      ...{ seed: 6, maxRequests: 6000 },
      asked: { strategy: 'contextual-bandit', context: 'plan,months' },
      revenueOf(version, random, { plan }) {
        const suits = (plan === 'premium') === (version === 2);
        right.all++;
        if (right.all > 3000) right.n += Number(suits);
        return Number(random.next() < (suits ? 0.5 : 0.2));
      },
    });
    expect(rollout.status).toBe('running');
    expect(rollout.bandit?.context).toEqual(['plan', 'months']);
    expect(right.n / (right.all - 3000)).toBeGreaterThan(0.9);
  });
});
