import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { fromRows, type Matrix, seededRandom } from '../../math/index.ts';
import { randomMatrix } from '../../trees/testing/random-matrix.ts';
import type { FitContext, Target } from '../estimator.ts';
import { type BoostedTreesState, boostedTrees } from './boosted-trees.ts';

type Given = Partial<Parameters<typeof boostedTrees.fit>[2]>;

const N = 40;
const x = randomMatrix(seededRandom(1), N, [{}, {}, { nDistinct: 3 }]);
const y: Target = { kind: 'regression', values: Float64Array.from({ length: N }, (_, i) => i % 9) };
const classes = (nClasses: number, n = N): Target => ({
  kind: 'classification',
  codes: Int32Array.from({ length: n }, (_, i) => i % nClasses),
  nClasses,
});
const numbers = (n: number, value = 1): Target => ({
  kind: 'regression',
  values: new Float64Array(n).fill(value),
});

function fit(rows: Matrix, target: Target, given: Given = {}, context: Partial<FitContext> = {}) {
  const params = resolveParams('boosted-trees', boostedTrees.params, {
    nRounds: 3,
    minLeafRows: 2,
    ...given,
  });
  return boostedTrees.fit(rows, target, params, { random: seededRandom(1), ...context });
}

function messageOf(call: () => unknown): string {
  const { code, message } = thrownBy(call);
  return `${code}: ${message}`;
}

describe('boosted trees refuse', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a target of %d',
    (value) => {
      const values = Float64Array.from({ length: N }, (_, i) => (i === 6 ? value : i));
      expect(messageOf(() => fit(x, { kind: 'regression', values }))).toBe(
        `TARGET_UNUSABLE: boosted-trees.fit must get a finite target in every row, got ${value} in row 7.`,
      );
    },
  );

  it.each([
    [new Float64Array(N), 'got only zeros in 40 rows'],
    [new Float64Array(N).fill(-1), 'got -1 in row 1'],
    [new Float64Array(N).fill(Number.NaN), 'got NaN in row 1'],
  ])('weights that cannot be used', (weights, got) => {
    expect(messageOf(() => fit(x, y, {}, { weights }))).toBe(
      `ARGUMENT_INVALID: boosted-trees.fit must get finite weights of at least 0, some above 0, ${got}.`,
    );
  });

  it.each<readonly [string, Partial<FitContext>]>([
    [
      'SHAPE_MISMATCH: The training rows must have 40 start scores, got 39.',
      { startScores: new Float64Array(N - 1) },
    ],
    [
      'ARGUMENT_INVALID: A fit must have finite start scores, got -Infinity at place 2 of the training rows.',
      { startScores: new Float64Array(N).fill(Number.NEGATIVE_INFINITY, 2, 3) },
    ],
    [
      'ARGUMENT_INVALID: A fit must have start scores for both parts or for neither, got them for the training rows alone.',
      { startScores: new Float64Array(N), validation: { x, y } },
    ],
    [
      'SHAPE_MISMATCH: The validation rows must have 40 start scores, got 1.',
      {
        startScores: new Float64Array(N),
        validation: { x, y, startScores: new Float64Array(1) },
      },
    ],
    [
      'ARGUMENT_INVALID: A fit must begin at the answers of one model, got start scores and a model to go on from.',
      { startScores: new Float64Array(N), previous: fit(x, y) },
    ],
  ])('start scores: %s', (message, context) => {
    expect(messageOf(() => fit(x, y, {}, context))).toBe(message);
  });

  it.each<readonly [string, Given, Target]>([
    ['logistic must get a target of classes, got numbers.', { objective: 'logistic' }, y],
    ['squared must get a target of numbers, got classes.', { objective: 'squared' }, classes(2)],
    ['logistic must get a target of 2 classes, got 3.', { objective: 'logistic' }, classes(3)],
    ['softmax must get a target of at least 2 classes, got 1.', {}, classes(1)],
  ])('a target of another kind: %s', (sentence, given, target) => {
    expect(messageOf(() => fit(x, target, given))).toBe(`ARGUMENT_INVALID: ${sentence}`);
  });

  it('a target outside of the objective, and ranks without groups', () => {
    expect(messageOf(() => fit(x, numbers(N, -2), { objective: 'poisson' }))).toBe(
      'TARGET_UNUSABLE: poisson must get a target of finite numbers of at least 0, got -2 in row 1.',
    );
    expect(messageOf(() => fit(x, y, { objective: 'lambdarank' }))).toBe(
      'ARGUMENT_INVALID: lambdarank must get the groups to rank in, got none.',
    );
  });

  it('other columns at scoring than at learning', () => {
    const state = fit(x, y);
    expect(messageOf(() => boostedTrees.predict(state, fromRows([[1, 2]])))).toBe(
      'SHAPE_MISMATCH: boosted-trees.predict must get 3 columns as in the fit, got 2.',
    );
  });

  it.each<readonly [string, FitContext['constraints']]>([
    [
      'SHAPE_MISMATCH: Monotone constraints must have one entry per column, got 2 for 3 columns.',
      { monotone: [1, 0] },
    ],
    [
      'ARGUMENT_INVALID: A monotone constraint must be 1, -1 or 0, got 2 for column 2.',
      { monotone: [1, 2, 0] },
    ],
    [
      'ARGUMENT_INVALID: A monotone constraint must be 1, -1 or 0, got NaN for column 1.',
      { monotone: [Number.NaN, 0, 0] },
    ],
    [
      'ARGUMENT_INVALID: Interaction constraints must name columns 0 to 2, got 3.',
      { interactions: [[0, 1], [3]] },
    ],
    [
      'ARGUMENT_INVALID: Interaction constraints must name columns 0 to 2, got 0.5.',
      { interactions: [[0.5]] },
    ],
  ])('constraints of other columns: %s', (sentence, constraints) => {
    expect(messageOf(() => fit(x, y, {}, constraints && { constraints }))).toBe(sentence);
  });

  it('a direction of a category, and of symmetric trees', () => {
    const coded = randomMatrix(seededRandom(1), N, [{}, { nLevels: 4 }]);
    const monotone = [0, 1];
    expect(messageOf(() => fit(coded, y, {}, { constraints: { monotone } }))).toBe(
      'ARGUMENT_INVALID: A monotone constraint must be of a column of numbers, got one for the category in column 2.',
    );
    const symmetric = () =>
      fit(x, y, { growth: 'symmetric' }, { constraints: { monotone: [0, 0, 1] } });
    expect(messageOf(symmetric)).toBe(
      'ARGUMENT_INVALID: Symmetric trees keep no monotone constraints, got one for column 3.',
    );
  });

  const few = randomMatrix(seededRandom(2), 5, [{}, {}, {}]);
  it.each<readonly [string, NonNullable<FitContext['validation']>]>([
    [
      'SHAPE_MISMATCH: Validation rows must have 3 columns as the training rows, got 2.',
      { x: fromRows([[1, 2]]), y: numbers(1) },
    ],
    [
      'SHAPE_MISMATCH: boosted-trees (validation rows).fit must get one target per row, got 5 rows of features and 4 targets.',
      { x: few, y: numbers(4) },
    ],
    [
      'TABLE_EMPTY: boosted-trees (validation rows).fit must get at least one row, got 0.',
      { x: { ...few, nRows: 0, values: new Float64Array(0) }, y: numbers(0) },
    ],
    [
      'ARGUMENT_INVALID: boosted-trees (validation rows).fit must get finite weights of at least 0, some above 0, got only zeros in 5 rows.',
      { x: few, y: numbers(5), weights: new Float64Array(5) },
    ],
    [
      'ARGUMENT_INVALID: Validation rows must have a target of numbers as the training rows, got 2 classes.',
      { x: few, y: classes(2, 5) },
    ],
  ])('validation rows that cannot judge: %s', (sentence, validation) => {
    expect(messageOf(() => fit(x, y, {}, { validation }))).toBe(sentence);
  });

  it('validation rows of other classes', () => {
    const validation = { x: few, y: classes(4, 5) };
    expect(messageOf(() => fit(x, classes(3), {}, { validation }))).toBe(
      'ARGUMENT_INVALID: Validation rows must have a target of 3 classes as the training rows, got 4 classes.',
    );
  });

  it('to hold rows out of a single group, or by groups of other rows', () => {
    const patient = { patience: 3 };
    expect(messageOf(() => fit(x, y, patient, { groups: new Int32Array(N) }))).toBe(
      'ARGUMENT_INVALID: Patience must get rows of at least 2 groups to hold some out, got 1.',
    );
    expect(messageOf(() => fit(x, y, patient, { groups: new Int32Array(3) }))).toBe(
      'SHAPE_MISMATCH: There must be one group per row, got 40 rows and 3 groups.',
    );
  });

  it('to go on from trees over other columns or for another task', () => {
    const previous = fit(x, y);
    const wide = randomMatrix(seededRandom(1), N, [{}, {}, {}, {}]);
    expect(messageOf(() => fit(wide, y, {}, { previous }))).toBe(
      'SHAPE_MISMATCH: Rows must have 3 columns as the model to go on from, got 4.',
    );
    for (const [junk, said] of [
      [null, 'null'],
      [{ nClasses: 0 }, 'a value without an ensemble'],
    ] as const)
      expect(messageOf(() => fit(x, y, {}, { previous: junk }))).toBe(
        `ARGUMENT_INVALID: A fit must go on from a state of boosted-trees, got ${said}.`,
      );
    expect(messageOf(() => fit(x, classes(3), {}, { previous }))).toBe(
      'ARGUMENT_INVALID: A fit must be for the task of the model to go on from (0 classes, 1 outputs, link identity), got 3 classes, 3 outputs, link softmax.',
    );
    expect(messageOf(() => fit(x, y, { objective: 'poisson' }, { previous }))).toBe(
      'ARGUMENT_INVALID: A fit must be for the task of the model to go on from (0 classes, 1 outputs, link identity), got 0 classes, 1 outputs, link exp.',
    );
  });

  it('damaged trees, for answers as for going on', () => {
    const state = fit(x, y);
    const damage = (part: Partial<BoostedTreesState['ensemble']>): BoostedTreesState => ({
      ...state,
      ensemble: { ...state.ensemble, ...part },
    });
    const { lefts, leafValues, columns } = state.ensemble;
    const looped = damage({ lefts: lefts.map(() => 0) });
    const sentence =
      /^MODEL_ARTIFACT_INVALID: Field `lefts\[0\]` of the trees must name one of .* got 0\.$/;
    expect(messageOf(() => boostedTrees.predict(looped, x))).toMatch(sentence);
    expect(messageOf(() => fit(x, y, {}, { previous: looped }))).toMatch(sentence);
    for (const part of [
      { leafValues: leafValues.map(() => Number.NaN) },
      { leafValues: leafValues.subarray(1) },
      { columns: columns.map(() => 3) },
      { nodeOffsets: Int32Array.of(0) },
    ])
      expect(thrownBy(() => boostedTrees.predict(damage(part), x)).code).toBe(
        'MODEL_ARTIFACT_INVALID',
      );
  });
});

describe('boosted trees answer', () => {
  it('the target of a single row', () => {
    const one = fromRows([[1, Number.NaN]]);
    expect([...boostedTrees.predict(fit(one, numbers(1, 7)), one)]).toEqual([7]);
    expect([...boostedTrees.predict(fit(one, numbers(1, 7), { patience: 2 }), one)]).toEqual([7]);
  });

  it('the constant where no column varies, or there is none', () => {
    const flat = randomMatrix(seededRandom(1), N, [{ nDistinct: 1 }, { missingShare: 1 }]);
    const state = fit(flat, y);
    expect(state.ensemble.treeOutputs.length).toBe(0);
    const mean = Array.from({ length: N }, (_, i) => i % 9).reduce((a, b) => a + b) / N;
    expect(boostedTrees.predict(state, flat)[3]).toBeCloseTo(mean, 12);
    const none = { nRows: N, nColumns: 0, values: new Float64Array(0) };
    expect(boostedTrees.predict(fit(none, y), none)[3]).toBeCloseTo(mean, 12);
    const shares = boostedTrees.predict(fit(flat, classes(3)), flat).subarray(0, 3);
    [14, 13, 13].forEach((count, k) => {
      expect(shares[k]).toBeCloseTo(count / N, 12);
    });
  });

  it('classes that no row has as next to impossible', () => {
    for (const nClasses of [2, 3]) {
      const none: Target = { kind: 'classification', codes: new Int32Array(N), nClasses };
      const shares = boostedTrees.predict(fit(x, none), x).subarray(0, nClasses);
      expect([...shares].map((share) => Math.round(share * 1e9) / 1e9)).toEqual([
        1,
        ...new Array<number>(nClasses - 1).fill(0),
      ]);
    }
  });

  it('65 536 levels, of which it tells the frequent ones apart', () => {
    const nLevels = 65_536;
    const codes = [
      ...new Array<number>(300).fill(60_000),
      ...Array.from({ length: 3000 }, (_, i) => 20 * i),
    ];
    const column = (values: readonly number[]): Matrix => ({
      nRows: values.length,
      nColumns: 1,
      values: Float64Array.from(values),
      levels: Int32Array.of(nLevels),
    });
    const values = Float64Array.from(codes, (code) => (code === 60_000 ? 9 : 1));
    const state = fit(column(codes), { kind: 'regression', values }, { nRounds: 60 });
    const [known, rare, unseen, beyond, missing] = boostedTrees.predict(
      state,
      column([60_000, 40, 41, nLevels, -1]),
    );
    expect(known).toBeGreaterThan(8.5);
    for (const other of [rare, unseen, beyond, missing]) expect(other).toBeLessThan(1.5);
  });

  it('infinite and extreme features, and extreme targets, with finite numbers', () => {
    const extreme = { ...x, values: x.values.slice() };
    [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.MAX_VALUE,
      Number.MIN_VALUE,
    ].forEach((value, i) => {
      for (let row = i; row < N; row += 9) extreme.values[3 * row] = value;
    });
    for (const size of [1, 1e300, 1e-300]) {
      const values = Float64Array.from({ length: N }, (_, i) => size * (i % 9));
      const state = fit(extreme, { kind: 'regression', values }, { nRounds: 40 });
      const answers = boostedTrees.predict(state, extreme);
      expect(answers.every(Number.isFinite)).toBe(true);
      expect(Math.max(...answers) / size - Math.min(...answers) / size).toBeGreaterThan(3);
    }
  });
});
