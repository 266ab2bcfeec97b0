import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom } from '@kaizenml/ml/math';
import { boostedTrees, type Target } from '@kaizenml/ml/models';
import { compileEnsemble } from '@kaizenml/ml/trees';
import { describe, expect, it } from 'vitest';
import given from './expected.json' with { type: 'json' };

interface Case {
  readonly title: string;
  readonly library: string;
  readonly target: string;
  readonly objective: string;
  readonly params: Readonly<Record<string, number | string>>;
  readonly weighted: boolean;
  readonly missing: boolean;
  /** Raw answers to the first rows, row by row. */
  readonly raw: readonly number[];
  readonly nLeaves: readonly number[];
}

/** Their names of our parameters. */
const NAMES: Readonly<Record<string, string>> = {
  learning_rate: 'learningRate',
  eta: 'learningRate',
  num_leaves: 'maxLeaves',
  max_depth: 'maxDepth',
  min_data_in_leaf: 'minLeafRows',
  min_sum_hessian_in_leaf: 'minLeafWeight',
  min_child_weight: 'minLeafWeight',
  lambda_l1: 'l1',
  alpha: 'l1',
  lambda_l2: 'l2',
  lambda: 'l2',
  min_gain_to_split: 'minGain',
};

const OBJECTIVES: Readonly<Record<string, string>> = {
  regression: 'squared',
  'reg:squarederror': 'squared',
  binary: 'logistic',
  'binary:logistic': 'logistic',
  poisson: 'poisson',
  gamma: 'gamma',
  tweedie: 'tweedie',
  multiclass: 'softmax',
  multiclassova: 'one-vs-rest',
};

const CLASSES: Readonly<Record<string, number>> = { two: 2, three: 3 };

function matrixOf(rows: readonly (readonly (number | null)[])[]): Matrix {
  const values = Float64Array.from(rows.flat(), (value) => value ?? Number.NaN);
  return { nRows: rows.length, nColumns: rows[0].length, values };
}

function targetOf(name: string): Target {
  const values = (given.targets as Readonly<Record<string, readonly number[]>>)[name];
  const nClasses = CLASSES[name];
  if (nClasses === undefined) return { kind: 'regression', values: Float64Array.from(values) };
  return { kind: 'classification', codes: Int32Array.from(values), nClasses };
}

/** Raw answers of boosted trees with the same parameters, and the leaves of each tree. */
function ours({ params, objective, target, weighted, missing, library, raw }: Case) {
  const named = Object.entries(params).filter(([name]) => name in NAMES);
  const values = resolveParams('boosted-trees', boostedTrees.params, {
    nRounds: given.rounds,
    objective: OBJECTIVES[objective],
    ...(library === 'xgboost' && { growth: 'depth-wise', maxLeaves: 1000, minLeafRows: 1 }),
    ...Object.fromEntries(named.map(([name, value]) => [NAMES[name], value])),
  });
  const x = matrixOf(missing ? given.missing : given.complete);
  const monotone = params.monotone_constraints;
  const { ensemble } = boostedTrees.fit(x, targetOf(target), values, {
    random: seededRandom(1),
    ...(weighted && { weights: Float64Array.from(given.weights) }),
    ...(typeof monotone === 'string' && {
      constraints: { monotone: monotone.slice(1, -1).split(',').map(Number) },
    }),
  });
  const { leafOffsets } = ensemble;
  return {
    raw: compileEnsemble(ensemble).raw(x).subarray(0, raw.length),
    nLeaves: Array.from(leafOffsets.subarray(1), (end, t) => end - leafOffsets[t]),
  };
}

describe('boosted trees answer as the library does after a few rounds', () => {
  it.each(given.cases as readonly Case[])('$library: $title', (each) => {
    const { raw, nLeaves } = ours(each);
    expect(nLeaves).toEqual(each.nLeaves);
    // Both libraries sum in single precision.
    raw.forEach((value, i) => {
      expect(Math.abs(value - each.raw[i])).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
    });
    expect(new Set(each.raw).size).toBeGreaterThan(10);
  });
});
