import { describe, expect, it } from 'vitest';
import { openHeap } from '../../kernels/index.ts';
import { TREES } from '../../kernels/trees.ts';
import { type Matrix, seededRandom, shuffledIndices, takeMatrixRows } from '../../math/index.ts';
import { scorerOf, truncateEnsemble } from '../../trees/ensemble/index.ts';
import { randomMatrix } from '../../trees/testing/random-matrix.ts';
import { runTask, type Team } from '../../trees/threads/team.ts';
import type { Target, ValidationPart } from '../estimator.ts';
import { type BoostedTreesState, boostedTrees } from './boosted-trees.ts';
import { balancedWeights } from './parts/class-weights.ts';
import { type Given, quickFit } from './testing/quick-fit.ts';

const N = 200;
const KINDS = [
  { nDistinct: 40 },
  { nDistinct: 9, missingShare: 0.2 },
  { nLevels: 3 },
  { nLevels: 15, missingShare: 0.1 },
];
const x = randomMatrix(seededRandom(1), N, KINDS);
const P = KINDS.length;
const SMALL: Given = { nRounds: 8, minLeafRows: 4, maxLeaves: 6 };

function signals(rows: Matrix, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: rows.nRows }, (_, i) => {
    const [a, b, level] = rows.values.subarray(i * P, (i + 1) * P);
    return 2 * a + (Number.isNaN(b) ? 3 : b) * (level === 0 ? 1 : -1) + random.normal();
  });
}

const noisy = signals(x, 2);
const numbers: Target = { kind: 'regression', values: noisy };
const whole: Target = { kind: 'regression', values: noisy.map(Math.round) };
const two: Target = {
  kind: 'classification',
  codes: Int32Array.from(noisy, (v) => (v > 0 ? 1 : 0)),
  nClasses: 2,
};
const three: Target = {
  kind: 'classification',
  codes: Int32Array.from(noisy, (v) => (v > 4 ? 2 : v > 0 ? 1 : 0)),
  nClasses: 3,
};

function take(y: Target, rows: ArrayLike<number>): Target {
  return y.kind === 'regression'
    ? { ...y, values: Float64Array.from(rows, (i) => y.values[i]) }
    : { ...y, codes: Int32Array.from(rows, (i) => y.codes[i]) };
}

function expectNear(a: Float64Array, b: Float64Array, distance: number): void {
  expect(a.length).toBe(b.length);
  a.forEach((value, i) => {
    expect(Math.abs(value - b[i])).toBeLessThan(distance);
  });
}

const halfSquares = (answers: Float64Array, y: Float64Array) =>
  answers.reduce((sum, value, i) => sum + (value - y[i]) ** 2 / 2, 0) / y.length;

describe('weights', () => {
  /** The smallest leaf is told by weight: `minLeafRows` counts a row of weight 2 once. */
  const byWeight: Given = { ...SMALL, minLeafRows: 1, minLeafWeight: 6, categoryMinRows: 0 };
  const counts = Float64Array.from({ length: N }, (_, i) => (i * 7) % 3);
  const repeated = Array.from({ length: N }, (_, i) => new Array<number>(counts[i]).fill(i)).flat();

  it.each<readonly [string, Target, Given]>([
    ['numbers', numbers, {}],
    [
      'counts',
      { kind: 'regression', values: noisy.map((v) => Math.round(Math.abs(v))) },
      { objective: 'poisson' },
    ],
    ['two classes', two, { minLeafWeight: 2 }],
    ['three classes', three, { minLeafWeight: 2 }],
    ['medians', numbers, { objective: 'absolute' }],
  ])('of 2 count rows twice, of 0 not at all: %s', (_what, y, given) => {
    const all = { ...byWeight, ...given };
    const doubled = quickFit(takeMatrixRows(x, repeated), take(y, repeated), all);
    const weighted = quickFit(x, y, all, { weights: counts });
    const rows = takeMatrixRows(x, repeated);
    expectNear(boostedTrees.predict(weighted, rows), boostedTrees.predict(doubled, rows), 1e-5);
    const plain = quickFit(x, y, all);
    expect(boostedTrees.predict(plain, rows)).not.toEqual(boostedTrees.predict(doubled, rows));
  });

  it('of 0 hide even targets that are far from all others', () => {
    const weights = Float64Array.from({ length: N }, (_, i) => (i % 10 === 0 ? 0 : 1));
    const wild = noisy.map((v, i) => (i % 10 === 0 ? 1e6 : v));
    const state = quickFit(x, { kind: 'regression', values: wild }, SMALL, { weights });
    const calm = quickFit(x, numbers, SMALL, { weights });
    expect(boostedTrees.predict(state, x)).toEqual(boostedTrees.predict(calm, x));
  });

  it('that are all alike change nothing but rounding', () => {
    const state = quickFit(
      x,
      numbers,
      { ...SMALL, l2: 0 },
      { weights: new Float64Array(N).fill(8) },
    );
    expectNear(
      boostedTrees.predict(state, x),
      boostedTrees.predict(quickFit(x, numbers, { ...SMALL, l2: 0 }), x),
      1e-6,
    );
  });

  it('of classes in balance are those of `classWeights`', () => {
    const weights = balancedWeights(two, undefined);
    if (weights === undefined) throw new TypeError('Classes have weights.');
    const balanced = quickFit(x, two, { ...SMALL, classWeights: 'balanced' });
    expect(balanced).toEqual(quickFit(x, two, SMALL, { weights }));
    expect(balanced).not.toEqual(quickFit(x, two, SMALL));
    const codes = two.kind === 'classification' ? two.codes : [];
    const sums = [0, 1].map((k) =>
      weights.reduce((sum, w, i) => sum + (codes[i] === k ? w : 0), 0),
    );
    expect(sums[0]).toBeCloseTo(N / 2, 9);
    expect(sums[1]).toBeCloseTo(N / 2, 9);
  });
});

describe('given validation rows', () => {
  it('are judged by their own weights, whatever `classWeights` says', () => {
    const own = { x, y: two };
    const weights = balancedWeights(two, undefined) as Float64Array;
    const historyOf = (validation: ValidationPart) =>
      quickFit(x, two, { ...SMALL, classWeights: 'balanced' }, { validation }).history;
    const ones = new Float64Array(N).fill(1);
    expect(historyOf(own)).toEqual(historyOf({ ...own, weights: ones }));
    expect(historyOf(own)).not.toEqual(historyOf({ ...own, weights }));
  });
});

describe('chance', () => {
  const byChance: readonly (readonly [string, Given])[] = [
    ['rowShare', { rowShare: 0.5 }],
    ['rowShare by gradient', { rowShare: 0.5, rowChoice: 'gradient' }],
    ['columnsPerTree', { columnsPerTree: 0.5 }],
    ['columnsPerNode', { columnsPerNode: 0.5 }],
    ['drawsCuts', { drawsCuts: true }],
    ['dropShare', { dropShare: 0.4 }],
    ['patience', { patience: 3 }],
  ];

  it.each(byChance)(
    'is in %s: the same seed gives the same bytes, another one others',
    (_what, given) => {
      const fitWith = (seed: number) =>
        quickFit(x, three, { ...SMALL, ...given }, { random: seededRandom(seed) });
      expect(fitWith(5)).toEqual(fitWith(5));
      expect(fitWith(5)).not.toEqual(fitWith(6));
    },
  );

  it('is in nothing else', () => {
    const fitWith = (seed: number) => quickFit(x, three, SMALL, { random: seededRandom(seed) });
    expect(fitWith(5)).toEqual(fitWith(6));
  });

  it('draws the columns of a tree', () => {
    const { ensemble } = quickFit(x, numbers, { ...SMALL, nRounds: 30, columnsPerTree: 0.5 });
    const { nodeOffsets, columns } = ensemble;
    const asked = [...ensemble.treeOutputs.keys()].map(
      (t) => new Set(columns.subarray(nodeOffsets[t], nodeOffsets[t + 1])).size,
    );
    expect(Math.max(...asked)).toBe(2);
    expect(new Set(columns).size).toBe(P);
  });
});

describe('a category of more levels than a column of bins holds', () => {
  const random = seededRandom(21);
  const [n, nLevels] = [15_000, 600];
  const values = Float64Array.from({ length: 2 * n }, (_, at) =>
    at % 2 === 0 ? (at / 2) % nLevels : random.normal(),
  );
  const many: Matrix = { nRows: n, nColumns: 2, values, levels: Int32Array.of(nLevels, 0) };
  const effects = Array.from({ length: nLevels }, () => random.normal());
  const y: Target = {
    kind: 'regression',
    values: Float64Array.from({ length: n }, (_, i) => effects[i % nLevels] + values[2 * i + 1]),
  };

  it('is learned to the last level', () => {
    const state = quickFit(many, y, { nRounds: 150 });
    const answers = boostedTrees.predict(state, many);
    const misses = effects.map((_, level) => {
      let sum = 0;
      for (let i = level; i < n; i += nLevels) sum += answers[i] - y.values[i];
      return Math.abs(sum) / (n / nLevels);
    });
    expect(Math.max(...misses)).toBeLessThan(0.3);
  });

  it('is drawn as one column', () => {
    const originsOf = (given: Given) => {
      const { ensemble } = quickFit(many, y, { nRounds: 6, maxLeaves: 8, ...given });
      const { nodeOffsets, columns } = ensemble;
      return [...ensemble.treeOutputs.keys()].map((t) =>
        [...new Set(columns.subarray(nodeOffsets[t], nodeOffsets[t + 1]))].sort(),
      );
    };
    const oneEach = originsOf({ columnsPerTree: 0.5 });
    expect(oneEach.every((origins) => origins.length === 1)).toBe(true);
    expect(new Set(oneEach.flat())).toEqual(new Set([0, 1]));
    expect(originsOf({ columnsPerNode: 0.5 }).some((origins) => origins.length === 2)).toBe(true);
  });
});

describe('kernels in TypeScript', () => {
  function twinTeam(): Team {
    const heap = openHeap(2 ** 26);
    const kernels = TREES.twin(heap.memory);
    const run: Team['run'] = (tasks) => Float64Array.from(tasks, (task) => runTask(kernels, task));
    return { heap, nMembers: 1, kernels, run };
  }

  it.each<readonly [string, Target, Given]>([
    ['of two classes', two, { rowShare: 0.7 }],
    ['of three classes', three, { dropShare: 0.3, columnsPerNode: 0.5 }],
    ['of medians', numbers, { objective: 'absolute', l1: 0.5 }],
    ['of symmetric trees', numbers, { growth: 'symmetric' }],
  ])('learn the same bytes as compiled ones: %s', (_what, y, given) => {
    const all = { ...SMALL, ...given };
    expect(quickFit(x, y, all, { team: twinTeam() })).toEqual(quickFit(x, y, all));
  });
});

describe('the order of rows', () => {
  const order = shuffledIndices(N, seededRandom(9));
  const moved = takeMatrixRows(x, order);

  it.each<readonly [string, Target, Given]>([
    ['whole numbers', whole, {}],
    ['two classes', two, {}],
    ['three classes', three, {}],
    ['symmetric trees', whole, { growth: 'symmetric' }],
  ])(
    'changes no bit without chance, where the mean of the target is exact: %s',
    (_what, y, given) => {
      const all = { ...SMALL, ...given };
      expect(quickFit(moved, take(y, order), all)).toEqual(quickFit(x, y, all));
    },
  );

  it('changes no more than roundings of the mean elsewhere', () => {
    const usual = boostedTrees.predict(quickFit(x, numbers, SMALL), x);
    const other = boostedTrees.predict(quickFit(moved, take(numbers, order), SMALL), x);
    expectNear(usual, other, 1e-6);
  });
});

describe('patience', () => {
  const other = randomMatrix(seededRandom(11), 200, KINDS);
  const held = signals(other, 12);
  const validation = { x: other, y: { kind: 'regression' as const, values: held } };
  const eager: Given = { nRounds: 45, learningRate: 0.5, minLeafRows: 2, patience: 12 };

  it.each<readonly [string, Given]>([
    ['plainly', {}],
    ['with dropped rounds', { dropShare: 0.3 }],
    ['with few rows', { rowShare: 0.5 }],
  ])('keeps the best round as it was then, %s', (_what, given) => {
    const state = quickFit(x, numbers, { ...eager, ...given }, { validation });
    const best = Math.max(...state.history);
    const nKept = state.ensemble.treeOutputs.length;
    expect(state.history.indexOf(best)).toBe(nKept - 1);
    expect(state.history.length).toBe(nKept + 12);
    expect(-halfSquares(boostedTrees.predict(state, other), held)).toBeCloseTo(best, 9);
  });

  it('keeps the best round that there is when rounds end first', () => {
    const state = quickFit(
      x,
      numbers,
      { ...eager, nRounds: 10, learningRate: 0.05 },
      { validation },
    );
    expect([state.history.length, state.ensemble.treeOutputs.length]).toEqual([10, 10]);
  });

  it('without it, all rounds are kept and their scores told', () => {
    const state = quickFit(x, numbers, { ...eager, nRounds: 15, patience: 0 }, { validation });
    expect(state.ensemble.treeOutputs.length).toBe(15);
    state.history.forEach((score, k) => {
      const part = { ...state, ensemble: truncateEnsemble(state.ensemble, k + 1) };
      expect(-halfSquares(boostedTrees.predict(part, other), held)).toBeCloseTo(score, 9);
    });
  });

  it('judges rows whose sparse columns are set together as they are answered', () => {
    const random = seededRandom(41);
    const sparse = (isApart: boolean): Matrix => {
      const values = new Float64Array(200 * 20);
      for (let i = 0; i < 200; i++)
        for (let k = 0; k < (isApart ? 1 : 5); k++)
          values[20 * i + random.below(20)] = 1 + random.below(3);
      return { nRows: 200, nColumns: 20, values };
    };
    const sumsOf = ({ values }: Matrix) =>
      Float64Array.from({ length: 200 }, (_, i) =>
        values.subarray(20 * i, 20 * i + 20).reduce((sum, value, j) => sum + j * value, 0),
      );
    const [train, dense] = [sparse(true), sparse(false)];
    const y = { kind: 'regression' as const, values: sumsOf(dense) };
    const state = quickFit(
      train,
      { kind: 'regression', values: sumsOf(train) },
      { ...SMALL, nRounds: 10 },
      { validation: { x: dense, y } },
    );
    const last = state.history[state.history.length - 1];
    expect(-halfSquares(boostedTrees.predict(state, dense), y.values)).toBeCloseTo(last, 9);
  });

  it('asks the judge for answers, not raw scores, and heeds it alone', () => {
    const y: Target = {
      kind: 'classification',
      codes: Int32Array.from(held, (v) => (v > 0 ? 1 : 0)),
      nClasses: 2,
    };
    const asked: Float64Array[] = [];
    // Likes best what it is asked for the eighth time: after round 7.
    const judge = (answers: Float64Array) => {
      asked.push(answers.slice());
      return -Math.abs(asked.length - 8);
    };
    const state = quickFit(
      x,
      two,
      { ...eager, patience: 5 },
      { validation: { x: other, y, judge } },
    );
    expect(state.ensemble.treeOutputs.length).toBe(7);
    expect([...state.history]).toEqual([-6, -5, -4, -3, -2, -1, -0, -1, -2, -3, -4, -5]);
    expectNear(boostedTrees.predict(state, other), asked[7], 1e-12);
  });

  it('asks the judge for shares that sum to 1, also of classes one by one', () => {
    const codes = Int32Array.from(held, (v) => (v > 4 ? 2 : v > 0 ? 1 : 0));
    let asked = new Float64Array(0);
    const judge = (answers: Float64Array) => {
      asked = answers.slice();
      return 0;
    };
    const given: Given = { ...SMALL, objective: 'one-vs-rest' };
    const y: Target = { kind: 'classification', codes, nClasses: 3 };
    const state = quickFit(x, three, given, { validation: { x: other, y, judge } });
    expectNear(boostedTrees.predict(state, other), asked, 1e-12);
  });

  it('answers the constant where no round is better', () => {
    const judge = () => 1;
    const state = quickFit(x, numbers, eager, { validation: { ...validation, judge } });
    expect([state.ensemble.treeOutputs.length, state.history.length]).toEqual([0, 12]);
  });

  it('passes over rounds whose score is no number', () => {
    const scores = [Number.NaN, Number.NaN, 1, 3, Number.NaN, 2, Number.NaN, Number.NaN, 0, 1];
    let nAsked = 0;
    const judge = () => scores[nAsked++];
    const given = { ...eager, nRounds: 9 };
    const state = quickFit(x, numbers, given, { validation: { ...validation, judge } });
    expect(nAsked).toBe(10);
    expect(state.ensemble.treeOutputs.length).toBe(3);
  });

  it('holds rows out by itself where none are given', () => {
    const state = quickFit(x, numbers, { ...eager, validationShare: 0.3 });
    expect(state.history.length).toBeGreaterThan(12);
    expect(state.ensemble.treeOutputs.length).toBe(
      state.history.indexOf(Math.max(...state.history)) + 1,
    );
  });
});

describe('a continued fit', () => {
  it.each<readonly [string, Target, Given]>([
    ['of numbers', numbers, {}],
    ['of medians', numbers, { objective: 'absolute' }],
    ['of two classes', two, {}],
    ['of three classes', three, {}],
    ['of symmetric trees', numbers, { growth: 'symmetric' }],
  ])('has the trees of one that was never interrupted: %s', (_what, y, given) => {
    const all = { ...SMALL, ...given };
    const whole = quickFit(x, y, { ...all, nRounds: 20 });
    const previous = quickFit(x, y, { ...all, nRounds: 10 });
    const continued = quickFit(x, y, { ...all, nRounds: 10 }, { previous });
    expect(continued.ensemble.treeOutputs).toEqual(whole.ensemble.treeOutputs);
    expectNear(boostedTrees.predict(continued, x), boostedTrees.predict(whole, x), 1e-8);
    expect(previous).toEqual(quickFit(x, y, { ...all, nRounds: 10 }));
  });

  it('never falls behind the model that it went on from', () => {
    const other = randomMatrix(seededRandom(11), 200, KINDS);
    const y = { kind: 'regression' as const, values: signals(other, 12) };
    const previous = quickFit(x, numbers, { nRounds: 60 });
    // From here on, only noise is learned.
    const noise = {
      kind: 'regression' as const,
      values: Float64Array.from(shuffledIndices(N, seededRandom(3))),
    };
    const given = { nRounds: 20, patience: 5 };
    const state = quickFit(x, noise, given, { previous, validation: { x: other, y } });
    expect(state.ensemble).toEqual(previous.ensemble);
  });
});

describe('start scores', () => {
  const rawOf = ({ ensemble }: BoostedTreesState) => scorerOf(ensemble).raw(x);

  it.each<readonly [string, Target, Given]>([
    ['of numbers', numbers, {}],
    ['of medians', numbers, { objective: 'absolute' }],
    ['of two classes', two, {}],
    ['of three classes', three, {}],
  ])('of a model give the trees that going on from it does, to the bit: %s', (_what, y, given) => {
    const all = { ...SMALL, ...given, nRounds: 10 };
    const previous = quickFit(x, y, all);
    const continued = quickFit(x, y, all, { previous }).ensemble;
    const { ensemble } = quickFit(x, y, all, { startScores: rawOf(previous) });
    const nLeaves = previous.ensemble.leafValues.length;
    expect(ensemble.leafValues).toEqual(continued.leafValues.subarray(nLeaves));
    expect(ensemble.leafValues.length).toBeGreaterThan(10);
    expect(ensemble.columns).toEqual(continued.columns.subarray(previous.ensemble.columns.length));
    expect(ensemble.baseScores.every((score) => score === 0)).toBe(true);
  });

  it('leave residuals to be learned under squared loss', () => {
    const starts = signals(x, 3);
    const state = quickFit(x, numbers, SMALL, { startScores: starts });
    const values = noisy.map((value, i) => value - starts[i]);
    const residuals: Target = { kind: 'regression', values };
    const ofResiduals = quickFit(x, residuals, SMALL, { startScores: new Float64Array(N) });
    expectNear(boostedTrees.predict(state, x), boostedTrees.predict(ofResiduals, x), 1e-8);
    expect(halfSquares(boostedTrees.predict(state, x), values)).toBeLessThan(
      0.9 * halfSquares(new Float64Array(N), values),
    );
  });

  it('are judged with on validation rows, and leave no tree where they are the truth', () => {
    const other = randomMatrix(seededRandom(11), 200, KINDS);
    const held = signals(other, 12);
    const validation = {
      x: other,
      y: { kind: 'regression' as const, values: held },
      startScores: held,
    };
    const state = quickFit(
      x,
      numbers,
      { ...SMALL, patience: 3 },
      { startScores: noisy.map((value) => value + 1), validation },
    );
    expect(state.ensemble.treeOutputs.length).toBe(0);
    expect(state.history[0]).toBeLessThan(0);
  });

  it('that are off by a constant are moved by it, although no column tells', () => {
    const starts = noisy.map((value) => value - 5);
    const state = quickFit(x, numbers, { ...SMALL, nRounds: 100, l2: 0 }, { startScores: starts });
    const moved = 5 * (1 - 0.9 ** 100);
    for (const answer of boostedTrees.predict(state, x)) expect(answer).toBeCloseTo(moved, 4);
  });

  it('go with their rows where some are held out', () => {
    const state = quickFit(
      x,
      three,
      { ...SMALL, patience: 2, validationShare: 0.3 },
      { startScores: rawOf(quickFit(x, three, { nRounds: 40, minLeafRows: 2 })) },
    );
    // All is known by heart already: 200 more rounds would not help.
    expect(state.history.length).toBeLessThan(8);
  });
});

describe('a loss', () => {
  it('of the caller learns what the same built-in one does', () => {
    const mean = noisy.reduce((a, b) => a + b, 0) / N;
    const loss = {
      name: 'squares',
      initialScore: mean,
      loss: (score: number, y: number) => (score - y) ** 2 / 2,
      gradient: (score: number, y: number) => score - y,
      hessian: () => 1,
    };
    const own = quickFit(x, numbers, SMALL, { loss });
    expectNear(
      boostedTrees.predict(own, x),
      boostedTrees.predict(quickFit(x, numbers, SMALL), x),
      1e-7,
    );
  });

  it('of the caller says how raw scores become answers', () => {
    const loss = {
      name: 'counts',
      link: 'exp' as const,
      loss: (score: number, y: number) => Math.exp(score) - y * score,
      gradient: (score: number, y: number) => Math.exp(score) - y,
      hessian: (score: number) => Math.exp(score),
    };
    const values = noisy.map((v) => Math.round(Math.abs(v)));
    const y: Target = { kind: 'regression', values };
    const initialScore = Math.log(values.reduce((a, b) => a + b) / N);
    const own = quickFit(x, y, SMALL, { loss: { ...loss, initialScore } });
    const builtIn = quickFit(x, y, { ...SMALL, objective: 'poisson', poissonMaxStep: 0 });
    expectNear(boostedTrees.predict(own, x), boostedTrees.predict(builtIn, x), 1e-6);
    expect(boostedTrees.predict(own, x).every((answer) => answer > 0)).toBe(true);
  });

  it('of the caller for shares answers one share per row', () => {
    const share = (score: number) => 1 / (1 + Math.exp(-score));
    const loss = {
      name: 'shares',
      link: 'logistic' as const,
      loss: (score: number, y: number) => Math.log(1 + Math.exp(score)) - y * score,
      gradient: (score: number, y: number) => share(score) - y,
      hessian: (score: number) => share(score) * (1 - share(score)),
    };
    const codes = two.kind === 'classification' ? two.codes : [];
    const y: Target = { kind: 'regression', values: Float64Array.from(codes) };
    const initialScore = Math.log(
      y.values.reduce((a, b) => a + b) / (N - y.values.reduce((a, b) => a + b)),
    );
    const asked: number[] = [];
    const judge = (answers: Float64Array) => asked.push(answers.length);
    const own = quickFit(x, y, SMALL, {
      loss: { ...loss, initialScore },
      validation: { x, y, judge },
    });
    const shares = boostedTrees.predict(quickFit(x, two, SMALL), x).filter((_, at) => at % 2 === 1);
    expectNear(boostedTrees.predict(own, x), shares, 1e-6);
    expect(new Set(asked)).toEqual(new Set([N]));
  });

  it.each([0.1, 0.5, 0.9])('of the quantile %d leaves that share of the rows below it', (level) => {
    const n = 2000;
    const rows = randomMatrix(seededRandom(21), 2 * n, [{}, {}]);
    const random = seededRandom(22);
    const values = Float64Array.from({ length: 2 * n }, (_, i) => {
      const [a, b] = rows.values.subarray(2 * i, 2 * i + 2);
      return a + (1 + Math.abs(b)) * random.normal();
    });
    const part = (from: number) =>
      takeMatrixRows(
        rows,
        Array.from({ length: n }, (_, i) => from + i),
      );
    const state = quickFit(
      part(0),
      { kind: 'regression', values: values.subarray(0, n) },
      { objective: 'quantile', quantileLevel: level, nRounds: 60, maxLeaves: 8 },
    );
    const answers = boostedTrees.predict(state, part(n));
    const below = answers.reduce(
      (count, answer, i) => count + (values[n + i] <= answer ? 1 : 0),
      0,
    );
    // Three standard deviations of a share of 2000 rows, and a little for what was learned by heart.
    expect(Math.abs(below / n - level)).toBeLessThan(
      3 * Math.sqrt((level * (1 - level)) / n) + 0.02,
    );
  });
});

describe('answers', () => {
  it.each<readonly [string, Target, Given]>([
    ['softmax', three, {}],
    ['one-vs-rest', three, { objective: 'one-vs-rest' }],
    ['logistic', two, {}],
  ])('are shares of the classes: %s', (_what, y, given) => {
    const state: BoostedTreesState = quickFit(x, y, { ...SMALL, ...given });
    const { nClasses } = state;
    const shares = boostedTrees.predict(state, x);
    expect(shares.length).toBe(N * nClasses);
    const codes = y.kind === 'classification' ? y.codes : [];
    let nRight = 0;
    for (let i = 0; i < N; i++) {
      const own = [...shares.subarray(i * nClasses, (i + 1) * nClasses)];
      expect(own.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      if (own.indexOf(Math.max(...own)) === codes[i]) nRight++;
    }
    expect(nRight / N).toBeGreaterThan(0.8);
  });

  it('of a missing value where no training row lacked it are those of its smallest values', () => {
    const rows = randomMatrix(seededRandom(31), N, [{ nDistinct: 30 }]);
    const y: Target = { kind: 'regression', values: rows.values.map((v) => v ** 2) };
    const state = quickFit(rows, y, SMALL);
    const [missing, least] = boostedTrees.predict(state, {
      nRows: 2,
      nColumns: 1,
      values: Float64Array.of(Number.NaN, -1e9),
    });
    expect(missing).toBe(least);
  });
});
