import { AppError, type Prediction, type Row } from '@kaizenml/contracts';
import type { Random } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { type Behavior, HEALTHY, runDrill } from '../testing/rollout-drill.ts';

const HOUR_MS = 3_600_000;

const fail = (): never => {
  throw new AppError('INTERNAL', { message: 'A part of the model broke.', details: {} });
};

const failing = (rateOf: (row: Row) => number): Behavior => ({
  ...HEALTHY,
  answer: (row, prediction, random) => (random.next() < rateOf(row) ? fail() : prediction),
});

/** Every third answer is turned round. */
const WRONG: Behavior = {
  ...HEALTHY,
  answer(_, prediction, random): Prediction {
    const { no = 0, yes = 0 } = prediction.probabilities ?? {};
    if (random.next() > 1 / 3) return prediction;
    return {
      prediction: yes > no ? 'no' : 'yes',
      probabilities: { no: yes, yes: no },
    };
  },
};

/** Half of the answers are a sure yes. */
const OTHER_WORLD: Behavior = {
  ...HEALTHY,
  answer: (_, prediction, random) =>
    random.next() < 0.5
      ? prediction
      : { prediction: 'yes', probabilities: { no: 0.001, yes: 0.999 } },
};

/** The rule behind the invented customers. */
const labelOf = ({ months, plan }: Row, random: Random): string => {
  const leaves = Number(months) < 24 && plan !== 'premium';
  return leaves === random.next() < 0.9 ? 'yes' : 'no';
};

/** One step of a tenth that would last for long. */
const LONG = { steps: '10%', stepRequests: 5000 };

describe('a rollout', () => {
  it('to a version that fails in 5 % is rolled back, and no caller sees a failure', async () => {
    const { rollout, nUnanswered } = await runDrill({
      seed: 1,
      candidate: failing(() => 0.05),
      asked: LONG,
      maxRequests: 40_000,
    });
    expect(rollout.status).toBe('rolled-back');
    expect(rollout.reason).toMatch(/^Version 2 does harm: Failed requests: .* surely worse/);
    expect(rollout.events.at(-1)).toMatchObject({ kind: 'rolled-back', by: 'controller' });
    expect(nUnanswered).toBe(0);
  });

  it('to a version that takes three times as long is rolled back', async () => {
    const candidate = { ...HEALTHY, tookMs: (random: Random) => 3 * HEALTHY.tookMs(random) };
    const { rollout } = await runDrill({ seed: 2, candidate, asked: LONG });
    expect(rollout.status).toBe('rolled-back');
    expect(rollout.reason).toMatch(/^Version 2 does harm: (Median latency|Latency at p95)/);
  });

  it('to a version that answers otherwise is rolled back, unless answers may move so far', async () => {
    const drill = { seed: 9, candidate: OTHER_WORLD };
    const { rollout } = await runDrill(drill);
    expect(rollout.status).toBe('rolled-back');
    expect(rollout.reason).toMatch(/^Version 2 does harm: Distribution of the answers/);
    const allowed = await runDrill({ ...drill, asked: { answersMove: 0.6 } });
    expect(allowed.rollout.status).toBe('promoted');
  });

  it('to a version that is quietly wrong is rolled back by labels that come an hour late', async () => {
    const { rollout } = await runDrill({
      seed: 3,
      candidate: WRONG,
      asked: { ...LONG, labels: 2000 },
      ratePerSec: 1,
      secondsPerTick: 60,
      maxRequests: 40_000,
      labels: { afterMs: HOUR_MS, labelOf },
    });
    expect(rollout.status).toBe('rolled-back');
    expect(rollout.reason).toContain('Loss of labelled answers');
    const tookMs = Date.parse(rollout.endedAt ?? '') - Date.parse(rollout.startedAt);
    expect(tookMs).toBeGreaterThan(HOUR_MS);
  });

  it('to a version that fails for one group only is rolled back, and the group is named', async () => {
    const { rollout } = await runDrill({
      seed: 4,
      candidate: failing(({ plan }) => (plan === 'premium' ? 0.15 : 0)),
      asked: { ...LONG, group: 'plan' },
      maxRequests: 40_000,
    });
    expect(rollout.status).toBe('rolled-back');
    expect(rollout.reason).toContain('premium');
  });

  it('to a version that is as good is promoted, and the alias moves', async () => {
    const { rollout, nUnanswered } = await runDrill({ seed: 5 });
    expect(rollout.status).toBe('promoted');
    expect(rollout.events.map(({ kind }) => kind)).toEqual(['started', 'advanced', 'promoted']);
    expect(nUnanswered).toBe(0);
  });

  it('in the shadow is judged and seen by nobody', async () => {
    const { rollout } = await runDrill({
      seed: 6,
      candidate: failing(() => 0.05),
      asked: { strategy: 'shadow', steps: '100%', stepRequests: 5000 },
    });
    expect(rollout.status).toBe('ended');
    expect(rollout.reason).toContain('Failed requests');
    expect(rollout.arms.map(({ share }) => share)).toEqual([1, 0]);
  });

  it('that earns less is rolled back by what requests bring', async () => {
    const { rollout } = await runDrill({
      seed: 8,
      asked: { ...LONG, metric: 'revenue' },
      revenueOf: (version, random) => (random.next() < 0.2 ? (version === 2 ? 6 : 10) : 0),
      maxRequests: 40_000,
    });
    expect(rollout.status).toBe('rolled-back');
    expect(rollout.reason).toMatch(
      /^Version 2 does harm: Mean revenue per request: .* surely worse/,
    );
    expect(rollout.verdict).toMatchObject({ by: 'metric', better: 'champion' });
    expect(rollout.verdict.pWorse).toBeLessThan(rollout.level);
    expect(rollout.verdict.pBetter).toBe(1);
  });

  it('as a test of what requests bring promotes the version that earns more, with a p-value and an interval', async () => {
    const { rollout } = await runDrill({
      seed: 9,
      asked: { strategy: 'ab', steps: '50%', metric: 'revenue' },
      revenueOf: (version, random) => 10 + random.normal() + (version === 2 ? 0.5 : 0),
      maxRequests: 40_000,
    });
    expect(rollout.status).toBe('promoted');
    expect(rollout.reason).toMatch(/^Version 2 is better: Mean revenue per request/);
    const { by, better, low, high, level, pBetter } = rollout.verdict;
    expect([by, better]).toEqual(['metric', 'candidate']);
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
    expect(pBetter).toBeLessThan(level);
  });

  it('as a test promotes the better version', async () => {
    const { rollout } = await runDrill({
      seed: 7,
      champion: WRONG,
      asked: { strategy: 'ab', steps: '50%' },
      labels: { afterMs: 10_000, labelOf },
      maxRequests: 40_000,
    });
    expect(rollout.status).toBe('promoted');
    expect(rollout.reason).toMatch(/^Version 2 is better: Loss of labelled answers/);
  });
});
