import { seededRandom, softmaxInPlace } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { takeTargetRows, toOutcome } from '@kaizenml/ml/search';
import { makeTable, type Table } from '@kaizenml/ml/table';
import { rankTrials, type Trial } from '../../../../automl/index.ts';
import { modelingTable } from '../../modeling-table.ts';
import type { Searched } from '../../search.ts';
import type { SplitOutput } from '../../split.ts';
import type { Validated } from '../../validate.ts';

/** Inputs of the step `combine`, made without a fit. */
export interface MadeInputs {
  readonly table: Table;
  readonly validated: Validated;
  readonly split: SplitOutput;
  readonly searched: Searched;
}

/** Models that see one signal through noise of their own. */
export interface MadeOptions {
  readonly seed: number;
  readonly nRows: number;
  /** Estimator and noise of each model. */
  readonly models: readonly (readonly [estimator: string, noise: number])[];
  readonly metric: string;
  /** 0 for numbers. Default 2. */
  readonly nClasses?: number;
  /** How much too sure models are; 1 for as sure as they should be. Default 1. */
  readonly sureness?: number;
  /** By how much the first class outweighs the others, in log-odds. Default 0. */
  readonly lead?: number;
}

const N_FOLDS = 5;

/** Trials as a search leaves them, five folds each. */
export function madeTrials(options: MadeOptions): MadeInputs {
  const { seed, nRows, models, metric, nClasses = 2, sureness = 1, lead = 0 } = options;
  const random = seededRandom(seed);
  const width = Math.max(1, nClasses);
  const signal = Float64Array.from(
    { length: nRows * width },
    (_, at) => random.normal() + (at % width === 0 && nClasses > 0 ? lead / 1.5 : 0),
  );
  const rows = Int32Array.from({ length: nRows }, (_, row) => row);
  const foldOf = rows.map((row) => row % N_FOLDS);
  const classes = Array.from({ length: nClasses }, (_, code) => `class ${code}`);
  const target =
    nClasses === 0
      ? { name: 'y', kind: 'number' as const, values: signal.map((s) => s + 0.3 * random.normal()) }
      : {
          name: 'y',
          kind: 'category' as const,
          codes: rows.map((row) => drawClass(signal, row * width, width, random.next())),
          levels: classes,
        };
  const table = makeTable([{ name: 'x', kind: 'number', values: signal.slice(0, nRows) }, target]);
  const validated: Validated = {
    target: 'y',
    task: nClasses === 0 ? 'regression' : nClasses === 2 ? 'binary' : 'multiclass',
    aim: 'mean',
    why: 'it was made so',
    classes,
    features: ['x'],
    rows,
    findings: [],
  };
  const truth = modelingTable(table, validated).target;
  const trials = models.map(([estimator, noise], m): Trial => {
    const answers = Float32Array.from(signal, (s) =>
      nClasses === 0 ? s + noise * random.normal() : sureness * (1.5 * s + noise * random.normal()),
    );
    const stated = Float64Array.from(answers);
    if (nClasses > 0) for (const row of rows) softmaxInPlace(stated, row * width, width);
    return {
      candidate: { id: `${estimator}-${m}`, estimator, params: {}, isBaseline: false },
      status: 'finished',
      scores: Array.from({ length: N_FOLDS }, (_, fold) => {
        const held = rows.filter((row) => foldOf[row] === fold);
        const given = Array.from(held, (row) => [
          ...stated.subarray(row * width, (row + 1) * width),
        ]);
        const outcome = toOutcome(takeTargetRows(truth, held), Float64Array.from(given.flat()));
        return getMetric(metric).compute(outcome);
      }),
      fitMs: 10 * (m + 1),
      predictMicrosPerRow: m + 1,
      answers: Float32Array.from(stated),
      sizeBytes: estimator === 'logistic' ? 500 : 500_000,
      ...(estimator === 'logistic' && { nParts: 12 }),
    };
  });
  const fold = (nth: number) => ({
    train: rows.filter((row) => foldOf[row] !== nth),
    test: rows.filter((row) => foldOf[row] === nth),
  });
  return {
    table,
    validated,
    split: {
      kind: 'random',
      train: rows,
      test: new Int32Array(),
      folds: Array.from({ length: N_FOLDS }, (_, nth) => fold(nth)),
      findings: [],
    },
    searched: {
      trials: rankTrials(trials, metric),
      order: trials.map(({ candidate }) => candidate.id),
      sample: { rows, foldOf },
      findings: [],
      isComplete: true,
      pace: 1,
      preparationMs: 0,
      fitTimes: 1,
    },
  };
}

function drawClass(signal: Float64Array, start: number, k: number, drawn: number): number {
  const shares = signal.slice(start, start + k).map((each) => 1.5 * each);
  softmaxInPlace(shares, 0, k);
  let left = drawn;
  for (let c = 0; c < k - 1; c++) {
    left -= shares[c] ?? 0;
    if (left < 0) return c;
  }
  return k - 1;
}
