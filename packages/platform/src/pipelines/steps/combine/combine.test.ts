import { type Calibration, calibrate } from '@kaizenml/ml/combine';
import { getColumn } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../automl/index.ts';
import { silentProgress } from '../../../progress.ts';
import type { StepContext } from '../../step.ts';
import { type CombineParams, combine } from '../combine.ts';
import type { RolePlan } from '../model-plan.ts';
import { isBagged } from './is-bagged.ts';
import { type MadeInputs, type MadeOptions, madeTrials } from './testing/made-trials.ts';
import { roleFacts } from './testing/role-facts.ts';

const context: StepContext = {
  progress: silentProgress,
  signal: new AbortController().signal,
  deadlineAt: undefined,
  parts: { find: async () => undefined, put: async () => undefined },
};
const run = (inputs: MadeInputs, params: Partial<CombineParams> = {}) =>
  combine.run(inputs, { metric: 'roc_auc', seed: 1, ...params }, context);

const onlyId = (role: RolePlan | undefined) => {
  expect(role?.plan.candidates).toHaveLength(1);
  return role?.plan.candidates[0]?.id;
};

const MODELS = [
  ['boosted-trees', 1],
  ['random-forest', 1],
  ['logistic', 1],
  ['multilayer-perceptron', 1.2],
] as const;
const binary: MadeOptions = { seed: 1, nRows: 300, models: MODELS, metric: 'roc_auc' };
const usual = run(madeTrials(binary));

describe('combine', () => {
  it('makes one model of several whose errors are their own', async () => {
    const { champion, approaches, validation, optimism, standings, reasons, ...rest } = await usual;
    expect(champion.candidates.length).toBeGreaterThan(1);
    expect(champion.combination?.members).toEqual(champion.candidates.map(({ id }) => id));
    expect(champion.isBagged).toBe(false);
    const single = approaches.find(({ kind }) => kind === 'single')?.value?.value ?? 1;
    expect(validation?.value).toBeGreaterThan(single);
    expect(validation?.low).toBeLessThan(validation?.value ?? 0);
    expect(Math.abs(optimism ?? 1)).toBeLessThan(0.02);
    expect(Object.keys(standings)).toHaveLength(4);
    expect(standings['boosted-trees-0']?.value.low).not.toBeNull();
    expect(reasons.combination).toMatch(/^Taken is .* better than that of the best single model/);
    expect(rest.sentences?.[0]).toBe(reasons.combination);
    expect(rest.paretoFront).toContain('logistic-2');
  });

  it('keeps a small model within 1 % and ten times as fast, and one of at most 30 parts to read', async () => {
    const models = [
      ['multilayer-perceptron', 0.2],
      ['random-forest', 0.2],
      ['logistic', 0.2],
    ] as const;
    const inputs = madeTrials({ ...binary, nRows: 600, models });
    const facts = inputs.searched.trials.map(roleFacts);
    const { champion, small, interpretable, validation } = await run(inputs);
    const factsOf = (role: RolePlan | undefined) => facts.find(({ id }) => id === onlyId(role));
    const team = facts.filter(({ id }) => champion.combination?.members.includes(id));
    const microsOfTeam = team.reduce((sum, { microsPerRow }) => sum + microsPerRow, 0);
    expect(small?.isWithinLimits).toBe(true);
    expect(factsOf(small)?.value).toBeGreaterThan(0.99 * (validation?.value ?? 1));
    expect(factsOf(small)?.microsPerRow).toBeLessThan(microsOfTeam / 10);
    expect(interpretable?.isWithinLimits).toBe(true);
    expect(factsOf(interpretable)?.nParts).toBeLessThanOrEqual(30);
  });

  it('keeps the best of what is fast and readable where nothing is near, and says so', async () => {
    const facts = madeTrials(binary).searched.trials.map(roleFacts);
    const { small, interpretable, validation } = await usual;
    const least = 0.99 * (validation?.value ?? 1);
    expect(facts.filter(({ value }) => value >= least)).toEqual([]);
    expect(small?.isWithinLimits).toBe(false);
    expect(small?.sentence).toMatch(/^No single model is within 1 % of the champion\. /);
    expect(onlyId(small)).toBe(facts.reduce((a, b) => (b.value > a.value ? b : a)).id);
    const readable = facts.filter(({ nParts }) => nParts <= 30);
    expect(readable.map(({ id }) => id)).toEqual([onlyId(interpretable)]);
  });

  it('decides by no clock', async () => {
    const inputs = madeTrials(binary);
    const trials = inputs.searched.trials.map((trial, i) => ({
      ...trial,
      fitMs: 1000 - i,
      predictMicrosPerRow: 1000 - i,
    }));
    const later = { ...inputs, searched: { ...inputs.searched, trials } };
    expect(await run(later)).toEqual(await usual);
  });

  it('has no roles where no model has a value of the metric on every fold', async () => {
    const inputs = madeTrials(binary);
    const trials = inputs.searched.trials.map((trial) => ({
      ...trial,
      scores: trial.scores.slice(1),
    }));
    const { champion, small, interpretable, paretoFront } = await run({
      ...inputs,
      searched: { ...inputs.searched, trials },
    });
    expect(champion.candidates.length).toBeGreaterThan(1);
    expect([small, interpretable, paretoFront]).toEqual([undefined, undefined, []]);
  });

  it('takes the best model where fewer than two have answers, and says so', async () => {
    const inputs = madeTrials(binary);
    const trials = inputs.searched.trials.map(({ answers, ...trial }, i) =>
      i === 0 ? { ...trial, ...(answers && { answers }) } : trial,
    );
    const { champion, reasons, validation, small } = await run({
      ...inputs,
      searched: { ...inputs.searched, trials },
    });
    expect(champion.candidates).toEqual([trials[0]?.candidate]);
    expect(champion.combination).toBeUndefined();
    expect(validation).toBeUndefined();
    expect(reasons.combination).toContain('fewer than two models');
    expect(onlyId(small)).toBe(trials[0]?.candidate.id);
    expect(small?.sentence).toBe(
      `The best model, ${trials[0]?.candidate.id}, is also the smallest within 1 % of the best.`,
    );
  });

  it('keeps costs where no answers are known', async () => {
    const inputs = madeTrials(binary);
    const trials = inputs.searched.trials.map(({ answers: _, ...trial }) => trial);
    const { champion, decision } = await run(
      { ...inputs, searched: { ...inputs.searched, trials } },
      {
        costs: [
          [0, 1],
          [3, 0],
        ],
      },
    );
    expect(champion.decision).toEqual({ kind: 'threshold', threshold: 0.25 });
    expect(decision?.cost).toBeUndefined();
  });

  it('corrects models that are too sure', async () => {
    const inputs = madeTrials({ ...binary, nRows: 600, sureness: 3 });
    const { interpretable, calibrationError } = await run(inputs);
    const { plan } = interpretable ?? {};
    const { answers } = inputs.searched.trials.find(
      ({ candidate }) => candidate.id === onlyId(interpretable),
    ) as Trial;
    const stated = Float64Array.from(answers ?? []);
    const target = getColumn(inputs.table, 'y');
    const codes = 'codes' in target ? target.codes : new Int32Array();
    const lossOf = (p: Float64Array) =>
      -codes.reduce((sum, code, i) => sum + Math.log(p[2 * i + code] ?? 0), 0) / codes.length;
    const corrected = calibrate(plan?.calibration as Calibration, stated);
    expect(lossOf(stated) - lossOf(corrected)).toBeGreaterThan(0.3);
    expect(calibrationError?.after).toBeLessThan(0.06);
  });

  it('calls classes by their costs', async () => {
    const costs = [
      [0, 1],
      [5, 0],
    ];
    const { champion, decision, reasons, interpretable } = await run(
      madeTrials({ ...binary, nRows: 500 }),
      { costs },
    );
    expect(champion.decision).toEqual({ kind: 'threshold', threshold: 1 / 6 });
    expect(interpretable?.plan.decision).toEqual(champion.decision);
    expect(decision?.cost?.value).toBeLessThan(decision?.costOfMostProbable?.value ?? 0);
    expect(reasons.decision).toMatch(
      /^A row is called "class 1" from a probability of 16.7 % on. /,
    );
  });

  it('moves the threshold for a metric of calls', async () => {
    const rare = madeTrials({ ...binary, nRows: 600, metric: 'f1', lead: 2 });
    const { champion, validation } = await run(rare, { metric: 'f1' });
    const { threshold } = champion.decision as { threshold: number };
    expect(threshold).toBeLessThan(0.5);
    expect(validation?.value).toBeGreaterThan(0.4);
  });

  it('combines numbers and many classes', async () => {
    const numbers = await run(madeTrials({ ...binary, nClasses: 0, metric: 'rmse' }), {
      metric: 'rmse',
    });
    expect(numbers.champion.candidates.length).toBeGreaterThan(1);
    expect(numbers.champion.calibration).toBeUndefined();
    const many = await run(madeTrials({ ...binary, nClasses: 4, metric: 'log_loss' }), {
      metric: 'log_loss',
    });
    expect(many.champion.candidates.length).toBeGreaterThan(1);
  });

  it('reads no row that no fold has held out', async () => {
    const inputs = madeTrials(binary);
    const { rows, foldOf } = inputs.searched.sample;
    const unheld = foldOf.map((fold, i) => (i < 100 ? -1 : fold));
    const blank = inputs.searched.trials.map((trial) => ({
      ...trial,
      answers: (trial.answers ?? new Float32Array()).map((each, at) => (at < 200 ? 0 : each)),
    }));
    const searched = { ...inputs.searched, trials: blank, sample: { rows, foldOf: unheld } };
    const { validation } = await run({ ...inputs, searched });
    const whole = await usual;
    expect(Math.abs((validation?.value ?? 0) - (whole.validation?.value ?? 1))).toBeLessThan(0.04);
  });

  it('leaves quantiles to one model', async () => {
    const inputs = madeTrials({ ...binary, nClasses: 0, metric: 'rmse' });
    const validated = { ...inputs.validated, aim: 'quantiles', quantiles: [0.1, 0.9] } as const;
    const { champion, reasons } = await run({ ...inputs, validated }, { metric: 'rmse' });
    expect(champion.candidates).toEqual([inputs.searched.trials[0]?.candidate]);
    expect(reasons.combination).toContain('quantiles and ranks');
  });
});

describe('isBagged', () => {
  const { split } = madeTrials(binary);
  const of = (...estimators: readonly string[]) => ({
    candidates: estimators.map((estimator) => ({
      id: estimator,
      estimator,
      params: {},
      isBaseline: false,
    })),
  });

  it('is what a single model of trees asks for, on few rows that were not split by time', () => {
    expect(isBagged(of('boosted-trees'), split)).toBe(true);
    expect(isBagged(of('logistic'), split)).toBe(false);
    expect(isBagged(of('boosted-trees', 'random-forest'), split)).toBe(false);
    expect(isBagged(of('boosted-trees'), { ...split, kind: 'time' })).toBe(false);
    expect(isBagged(of('boosted-trees'), { ...split, train: new Int32Array(10_001) })).toBe(false);
  });
});

describe('combine of next to nothing', () => {
  it.each([
    ['three rows', { nRows: 3 }],
    ['a row per fold', { nRows: 5 }],
    ['a dozen rows', { nRows: 12 }],
    ['a rare class', { nRows: 40, lead: 5 }],
    ['twelve classes of thirty rows', { nRows: 30, nClasses: 12, metric: 'log_loss' }],
    ['five numbers', { nRows: 5, nClasses: 0, metric: 'rmse' }],
  ])('plans a model: %s', async (_, options) => {
    const made = { ...binary, ...options };
    const { champion, reasons } = await run(madeTrials(made), { metric: made.metric });
    expect(champion.candidates.length).toBeGreaterThan(0);
    expect(reasons.combination).not.toBe('');
  });

  it('calls rare classes by costs, however few they are', async () => {
    const costs = [
      [0, 1],
      [50, 0],
    ];
    const { champion } = await run(madeTrials({ ...binary, nRows: 40, lead: 5 }), { costs });
    expect(champion.decision).toMatchObject({ kind: 'threshold' });
  });
});
