import { LeaderboardSchema } from '@kaizenml/contracts/operations';
import type { Combination } from '@kaizenml/ml/combine';
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../automl/index.ts';
import type { ModelPlan } from '../steps/model-plan.ts';
import { candidateTitle } from './candidate-title.ts';
import { foldEstimate } from './fold-estimate.ts';
import { type BoardFacts, leaderboardOf } from './leaderboard.ts';
import { searchStory } from './search-story.ts';
import { teamFigures } from './team-figures.ts';

const candidate = (id: string, estimator: string, isBaseline = false) => ({
  id,
  estimator,
  params: isBaseline ? {} : { l2: 2 },
  isBaseline,
});

function trial(id: string, estimator: string, scores: readonly number[]): Trial {
  return {
    candidate: candidate(id, estimator, estimator === 'constant'),
    status: 'finished',
    scores,
    fitMs: 10,
    predictMicrosPerRow: 4,
    sizeBytes: 100,
  };
}

const trials: readonly Trial[] = [
  trial('ridge-2', 'ridge', [0.9, 0.92, 0.91]),
  trial('random-forest', 'random-forest', [0.9, 0.9, 0.9]),
  trial('constant', 'constant', [0.5, 0.5, 0.5]),
  trial('logistic', 'logistic', [0.99]),
  {
    ...trial('extra-trees', 'extra-trees', []),
    status: 'failed',
    error: 'it ran out of memory',
    fitMs: null,
    predictMicrosPerRow: null,
  },
];
const [ridge, forest] = trials as [Trial, Trial];
const single: ModelPlan = { candidates: [ridge.candidate], isBagged: false };
const combination: Combination = {
  kind: 'ensemble',
  members: ['ridge-2', 'random-forest'],
  weights: Float64Array.of(0.75, 0.25),
};
const team: ModelPlan = {
  candidates: [ridge.candidate, forest.candidate],
  combination,
  isBagged: true,
};
const estimate = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });

function facts(plan: ModelPlan, more: Partial<BoardFacts['plans']> = {}): BoardFacts {
  return {
    searched: {
      trials,
      order: ['constant', 'random-forest', 'ridge-2', 'logistic', 'extra-trees'],
    },
    fitted: { findings: [], plan },
    plans: { champion: plan, ...more },
    evaluated: {
      metrics: { roc_auc: estimate(0.93) },
      roles: { small: { metrics: { roc_auc: estimate(0.92) } } },
      baselines: [{ name: 'constant', title: 'Constant', metrics: { roc_auc: estimate(0.5) } }],
      gains: [{ baseline: 'constant', title: 'Constant', gain: estimate(0.43) }],
      nTestRows: 50,
    },
    metric: 'roc_auc',
    validated: { task: 'binary', target: 'left' },
    split: { folds: [{}, {}, {}] },
  } as unknown as BoardFacts;
}

const shape = ({ board }: ReturnType<typeof leaderboardOf>) =>
  board.rows.map(({ rank, name, roles, level, test }) => [
    rank,
    name,
    roles.join(),
    level,
    test?.value ?? null,
  ]);

describe('leaderboardOf', () => {
  it('puts the champion first, then the rest by score, then what saw fewer folds, then what failed', () => {
    const made = leaderboardOf(facts(single));
    expect(LeaderboardSchema.parse(made.board)).toEqual(made.board);
    expect(shape(made)).toEqual([
      [1, 'ridge-2', 'champion', 1, 0.93],
      [2, 'random-forest', '', 1, null],
      [3, 'constant', 'baseline', 1, 0.5],
      [4, 'logistic', '', 1, null],
      [5, 'extra-trees', '', 1, null],
    ]);
    expect(made.board.rows[4]).toMatchObject({ status: 'failed', error: 'it ran out of memory' });
  });

  it('has a row for a team: its own score, level 2, and what all fits of its members cost', () => {
    const small = { plan: { candidates: [forest.candidate], isBagged: false } };
    const validation = estimate(0.925);
    const plans = { validation, small: { ...small, isWithinLimits: true, sentence: 'Quick.' } };
    const made = leaderboardOf(facts(team, plans));
    expect(shape(made).slice(0, 3)).toEqual([
      [1, 'ensemble', 'champion', 2, 0.93],
      [2, 'ridge-2', '', 1, null],
      [3, 'random-forest', 'small', 1, 0.92],
    ]);
    expect(made.board.rows[0]).toMatchObject({
      title: 'Ensemble of 2 models (ridge regression, random forest)',
      estimator: 'ensemble',
      validation,
      sizeBytes: 600,
    });
    expect(made.times.ensemble).toEqual({ fitMs: 60, predictMsPer1000Rows: 24 });
  });

  it('takes scores and marks from the comparison row by row where there is one', () => {
    const standings = {
      'ridge-2': { value: estimate(0.905), isIndistinguishable: true, pValue: 1 },
      'random-forest': { value: estimate(0.8), isIndistinguishable: false, pValue: 0.01 },
    };
    const { rows, sentences } = leaderboardOf(facts(single, { standings })).board;
    expect(rows.slice(0, 2).map(({ validation }) => validation?.value)).toEqual([0.905, 0.8]);
    expect(rows.map(({ isBestAlike }) => isBestAlike)).toEqual([true, false, null, null, null]);
    expect(sentences).toContain(
      'Of 2 models that were compared row by row, one is within what chance explains of the best.',
    );
  });

  it('says why the champion won, and nothing that a clock said', () => {
    const { board } = leaderboardOf(facts(single, { sentences: ['It is combined.'] }));
    expect(board.sentences).toEqual([
      'It is combined.',
      'On 50 rows that nothing had seen before, its ROC AUC is 0.430 better than that of the best baseline, “Constant” (90 % interval 0.420 to 0.440).',
      'The best of each kind by ROC AUC on held-out rows: Ridge regression 0.91, Random forest 0.9, Logistic regression 0.99.',
      '1 candidate could not be trained (Extra trees), and did not compete.',
    ]);
    const slower = facts(single, { sentences: ['It is combined.'] });
    const later = slower.searched.trials.map((each) => ({ ...each, fitMs: 9999 }));
    const again = leaderboardOf({ ...slower, searched: { ...slower.searched, trials: later } });
    expect(JSON.stringify(again.board)).toBe(JSON.stringify(board));
  });
});

describe('teamFigures', () => {
  it('gives the weights of members and the ways that were tried', () => {
    const approaches = [
      { kind: 'single', title: 'the best single model', value: estimate(0.91) },
      { kind: 'ensemble', title: 'a greedy ensemble', value: estimate(0.92) },
    ] as const;
    expect(teamFigures(facts(team, { approaches }))).toEqual({
      kind: 'ensemble',
      members: [
        { name: 'ridge-2', title: 'Ridge regression 2', weight: 0.75 },
        { name: 'random-forest', title: 'Random forest', weight: 0.25 },
      ],
      approaches,
    });
    expect(teamFigures(facts(single))).toBeUndefined();
  });
});

describe('searchStory', () => {
  it('tells trials in the order in which they were begun', () => {
    const { trials: told, lessons } = searchStory(facts(single));
    expect(told.map(({ title, score }) => [title, score])).toEqual([
      ['Constant', 0.5],
      ['Random forest', 0.9],
      ['Ridge regression', 0.91],
      ['Logistic regression', 0.99],
      ['Extra trees', null],
    ]);
    expect(lessons).toEqual([]);
  });

  it('teaches about estimators with eight trials and more', () => {
    const many = Array.from({ length: 10 }, (_, i) => ({
      ...trial(`ridge-${i}`, 'ridge', [i / 10, i / 10]),
      candidate: { ...candidate(`ridge-${i}`, 'ridge'), params: { l2: 10 ** (i - 4) } },
    }));
    const searched = {
      ...facts(single).searched,
      trials: many,
      order: many.map(({ candidate: { id } }) => id),
    };
    const [lesson] = searchStory({ searched, metric: 'r2' }).lessons;
    expect(lesson).toMatchObject({ title: 'Ridge regression', nTrials: 10 });
    expect(lesson?.effects[0]).toMatchObject({ parameter: 'l2', scale: 'log' });
    expect(lesson?.effects[0]?.trials[9]).toEqual({ value: 100_000, score: 0.9 });
    expect(lesson?.r2).toBeGreaterThan(0.5);
  });
});

describe('foldEstimate', () => {
  it('widens the interval of a mean for training parts that overlap', () => {
    const { value, low, high } = foldEstimate([0.8, 0.82, 0.84, 0.86, 0.88]);
    // Sample variance 0.001; five folds: t of 4 degrees 2.776 and the factor 1/5 + 1/4.
    const half = 2.776 * Math.sqrt(0.001 * (1 / 5 + 1 / 4));
    expect(value).toBeCloseTo(0.84, 12);
    expect(low).toBeCloseTo(0.84 - half, 12);
    expect(high).toBeCloseTo(0.84 + half, 12);
  });

  it.each([[[0.5]], [[0.75, 0.75]], [[0.75, 0.75, 0.75]]])('has no interval for %j', (scores) => {
    expect(foldEstimate(scores)).toEqual({ value: scores[0], low: null, high: null });
  });

  it('stays within what the metric can be', () => {
    const { low, high } = foldEstimate([0.9, 0.99, 0.999], [0, 1]);
    expect(low).toBeLessThan(0.9);
    expect(high).toBe(1);
  });

  it('has the points of Student beyond its table', () => {
    // 97.5 % point of 19 degrees: 2.093.
    const scores = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const { high } = foldEstimate(scores);
    expect((high ?? 0) / Math.sqrt((20 / 19) * (1 / 20 + 1 / 19))).toBeCloseTo(2.093, 2);
  });
});

describe('candidateTitle', () => {
  it.each([
    ['random-forest', 'random-forest', false, 'Random forest'],
    ['random-forest-12', 'random-forest', false, 'Random forest 12'],
    ['ridge-enriched-2', 'ridge', true, 'Ridge regression 2 on enriched columns'],
  ])('calls %s what people call it', (id, estimator, isEnriched, title) => {
    expect(candidateTitle({ id, estimator, isEnriched })).toBe(title);
  });
});
