import { describe, expect, it } from 'vitest';
import { openHeap } from '../../kernels/index.ts';
import { type Matrix, type Random, seededRandom } from '../../math/index.ts';
import type { Target } from '../../models/estimator.ts';
import { binTable } from '../binning/bin-table.ts';
import { compileEnsemble, type TreeEnsemble } from '../ensemble/index.ts';
import { createObjective, getObjective, type Objective } from '../objectives/index.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { soloTeam } from '../threads/team.ts';
import { type BoostingInput, boost } from './boost.ts';
import type { BoostingOptions } from './boosting-options.ts';
import { scoreBoard } from './score-board.ts';

const team = soloTeam(openHeap());
const N = 120;
const N_ROUNDS = 6;

const PLAIN: BoostingOptions = {
  nRounds: N_ROUNDS,
  learningRate: 0.3,
  order: 'leaf-wise',
  maxLeaves: 8,
  maxDepth: 64,
  minLeafRows: 3,
  minLeafWeight: 1e-3,
  minGain: 0,
  l1: 0,
  l2: 1,
  rowShare: 1,
  rowChoice: 'uniform',
  columnsPerTree: 1,
  columnsPerNode: 1,
  drawsCuts: false,
  dropShare: 0,
  patience: 0,
  maxBins: 255,
  categories: { smoothing: 10, l2: 10, maxLevels: 32, minLevelRows: 2, maxOneLevel: 4 },
};

const x = randomMatrix(seededRandom(1), N, [
  {},
  { missingShare: 0.2 },
  { nDistinct: 4 },
  { nLevels: 3, missingShare: 0.1 },
  { nLevels: 20, missingShare: 0.1 },
]);

/** What a target depends on: a number, a level, and a gap. */
function signalOf({ values, nColumns: p }: Matrix, i: number): number {
  const [a, b] = [values[i * p], values[i * p + 1]];
  return a + (Number.isNaN(b) ? 1 : b / 2) + (values[i * p + 3] === 0 ? 1 : -1);
}

function targetFor(objective: string, rows: Matrix): Target {
  const random = seededRandom(2);
  const signals = Float64Array.from({ length: rows.nRows }, (_, i) => signalOf(rows, i));
  const noisy = signals.map((signal) => signal + random.normal() / 2);
  if (objective === 'logistic') {
    const codes = Int32Array.from(noisy, (value) => (value > 0 ? 1 : 0));
    return { kind: 'classification', codes, nClasses: 2 };
  }
  if (objective === 'softmax' || objective === 'one-vs-rest') {
    const codes = Int32Array.from(noisy, (value) => (value > 1 ? 2 : value > 0 ? 1 : 0));
    return { kind: 'classification', codes, nClasses: 3 };
  }
  const values = objective === 'poisson' ? noisy.map((value) => Math.round(value ** 2)) : noisy;
  return { kind: 'regression', values };
}

const WEIGHTS = Float64Array.from({ length: N }, (_, i) => (i * 7) % 4);

interface Setting {
  readonly objective?: string;
  readonly options?: Partial<BoostingOptions>;
  readonly weights?: Float64Array;
  readonly continued?: boolean;
}

/** An objective whose own gradients are asked for, which a test can listen to. */
function withoutKernel({ kernelRows: _, ...objective }: Objective): Objective {
  return objective;
}

/**
 * Boosts, and says what stood on both boards, that of the training rows and that of a watch over the same rows,
 * before a last round that keeps all rounds and is not part of the ensemble.
 */
function boards({ objective: name = 'squared', options, weights, continued }: Setting) {
  const { heap } = team;
  const mark = heap.mark();
  const table = binTable(team, x);
  const target = targetFor(name, x);
  const loss = createObjective(getObjective(name), { target, ...(weights && { weights }) });
  let isLast = false;
  let onTraining = new Float64Array(0);
  const onWatch: Float64Array[] = [];
  const spied: Objective = {
    ...withoutKernel(loss),
    gradients(scores, ...rest) {
      onTraining = scores.slice();
      loss.gradients(scores, ...rest);
    },
  };
  const chance = seededRandom(3);
  // A share of 0 is below the one in which DART drops nothing.
  const random: Random = { ...chance, next: () => (isLast ? 0 : chance.next()) };
  const previous = continued
    ? boosted({ objective: name, ...(weights && { weights }) })
    : undefined;
  const input: BoostingInput = {
    table,
    objective: spied,
    random,
    ...(previous && { previous, startScores: byOutput(previous) }),
    watch: (initial) => {
      const board = scoreBoard(team, table, heap.take(8 * (initial.length * N + 1)), initial);
      if (previous) board.scores().set(byOutput(previous));
      return {
        board,
        judge: (scores) => {
          onWatch.push(scores.slice());
          isLast = onWatch.length > N_ROUNDS;
          return onWatch.length;
        },
      };
    },
  };
  boost(team, input, { ...PLAIN, ...options, nRounds: N_ROUNDS + 1 });
  heap.release(mark);
  return { onTraining, onWatch: onWatch[N_ROUNDS] };
}

/** The ensemble of the same setting without that last round. */
function boosted({ objective: name = 'squared', options, weights, continued }: Setting) {
  const mark = team.heap.mark();
  const table = binTable(team, x);
  const target = targetFor(name, x);
  const objective = createObjective(getObjective(name), {
    target,
    ...(weights && { weights }),
  });
  const previous = continued
    ? boosted({ objective: name, ...(weights && { weights }) })
    : undefined;
  const { ensemble } = boost(
    team,
    {
      table,
      objective: withoutKernel(objective),
      random: seededRandom(3),
      ...(previous && { previous, startScores: byOutput(previous) }),
    },
    { ...PLAIN, ...options },
  );
  team.heap.release(mark);
  return ensemble;
}

/** Raw answers to the training rows, output after output. */
function byOutput(ensemble: TreeEnsemble): Float64Array {
  const raw = compileEnsemble(ensemble).raw(x);
  const k = ensemble.nOutputs;
  return Float64Array.from(raw, (_, at) => raw[(at % N) * k + Math.floor(at / N)]);
}

const SETTINGS: readonly (readonly [what: string, setting: Setting])[] = [
  ['plain', {}],
  ['with few rows per tree', { options: { rowShare: 0.3 } }],
  ['with few rows by gradient', { options: { rowShare: 0.4, rowChoice: 'gradient' } }],
  ['with few columns', { options: { columnsPerTree: 0.4, columnsPerNode: 0.5 } }],
  ['with random cuts', { options: { drawsCuts: true } }],
  ['with dropped rounds', { options: { dropShare: 0.4 } }],
  ['with dropped rounds and few rows', { options: { dropShare: 0.4, rowShare: 0.5 } }],
  ['with few bins', { options: { maxBins: 6 } }],
  ['level by level', { options: { order: 'depth-wise', maxDepth: 3 } }],
  ['in symmetric trees', { options: { order: 'symmetric', maxDepth: 3 } }],
  ['with weights', { weights: WEIGHTS }],
  ['from a previous ensemble', { continued: true }],
  ['of a median', { objective: 'absolute' }],
  ['of a median, few rows', { objective: 'absolute', options: { rowShare: 0.3 } }],
  ['of counts', { objective: 'poisson' }],
  ['of two classes', { objective: 'logistic', weights: WEIGHTS }],
  ['of three classes', { objective: 'softmax' }],
  [
    'of three classes with everything',
    {
      objective: 'softmax',
      weights: WEIGHTS,
      continued: true,
      options: { rowShare: 0.5, rowChoice: 'gradient', dropShare: 0.3, columnsPerNode: 0.5 },
    },
  ],
  ['of classes one by one, dropped', { objective: 'one-vs-rest', options: { dropShare: 0.5 } }],
];

describe('boost', () => {
  it.each(SETTINGS)(
    'keeps the scores of its rows as its ensemble answers them, %s',
    (_w, setting) => {
      const { onTraining, onWatch } = boards(setting);
      const ensemble = boosted(setting);
      const answers = byOutput(ensemble);
      expect(new Set(answers).size).toBeGreaterThan(10);
      expect(onTraining.length).toBe(answers.length);
      answers.forEach((answer, at) => {
        expect(Math.abs(onTraining[at] - answer)).toBeLessThan(1e-9);
        expect(Math.abs(onWatch[at] - answer)).toBeLessThan(1e-9);
      });
    },
  );

  it('goes on after a flat tree where the next one may be drawn otherwise', () => {
    const table = binTable(team, randomMatrix(seededRandom(4), 60, [{}]));
    const values = Float64Array.from({ length: 60 }, (_, i) => i % 7);
    const objective = createObjective(getObjective('squared'), {
      target: { kind: 'regression', values },
    });
    const options = { ...PLAIN, minLeafRows: 20, drawsCuts: true, nRounds: 30 };
    const nTreesWith = (more: Partial<BoostingOptions>) =>
      boost(team, { table, objective, random: seededRandom(1) }, { ...options, ...more }).ensemble
        .treeOutputs.length;
    expect(nTreesWith({})).toBe(30);
    expect(nTreesWith({ drawsCuts: false, minLeafRows: 40 })).toBe(0);
  });
});
