import { type Matrix, type Random, takeMatrixRows } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';
import { plantTrees, predictTrees } from '../../tree/growth/index.ts';
import type { Rule } from '../rule/index.ts';
import { scoreLoss } from '../selection/index.ts';
import { orderColumns } from './ordered-columns.ts';
import { treeRules } from './tree-rules.ts';

/** How candidate rules are grown. */
export interface GrowOptions {
  readonly nTrees: number;
  /** Conditions of a rule at most. */
  readonly maxDepth: number;
  /** Rows in a leaf at least. */
  readonly minLeaf: number;
  readonly random: Random;
}

/** Share of each tree's step that is taken. */
const LEARNING_RATE = 0.1;
/** Share of the columns that a node tries: trees that differ give more rules. */
const TRIED_COLUMNS = 0.6;

/**
 * Candidate rules from a small boosted forest: each tree is grown on half of the rows, drawn by weight,
 * and fits what the trees before it left of one score; depths take turns.
 *
 * @returns Rules in the order of the trees.
 * @cost O(nTrees n p log n).
 * @source Friedman & Popescu (2008), "Predictive learning via rule ensembles", section 3.
 */
export function growRules(
  x: Matrix,
  y: Target,
  weights: Float64Array,
  options: GrowOptions,
): Rule[] {
  const { nTrees, maxDepth, minLeaf, random } = options;
  const n = x.nRows;
  const loss = scoreLoss(y);
  const scores = new Float64Array(n * loss.nScores);
  const residuals = new Float64Array(n);
  const curvatures = new Float64Array(n);
  const draw = drawByWeight(weights, random);
  const orders = Array.from({ length: loss.nScores }, (_, k) => orderColumns(x, ownTarget(y, k)));
  const rules: Rule[] = [];
  for (let t = 0; t < nTrees; t++) {
    const k = t % loss.nScores;
    const { x: ordered, codesByPlace } = orders[k];
    loss.expand(scores, k, residuals, curvatures);
    const rows = Int32Array.from({ length: Math.ceil(n / 2) }, draw);
    const values = Float64Array.from(rows, (i) => residuals[i] * curvatures[i]);
    let slope = 0;
    for (let i = 0; i < n; i++) slope += curvatures[i] / n;
    const target: Target = { kind: 'regression', values };
    const trees = plantTrees(takeMatrixRows(ordered, rows), target, {
      nTrees: 1,
      maxDepth: 1 + (Math.floor(t / loss.nScores) % maxDepth),
      minLeaf,
      maxFeatures: TRIED_COLUMNS,
      bootstrap: false,
      drawsCuts: false,
      random,
    });
    rules.push(...treeRules(trees, codesByPlace));
    const steps = predictTrees('rule-fit', trees, ordered);
    for (let i = 0; i < n; i++) scores[k * n + i] += (LEARNING_RATE * steps[i]) / slope;
  }
  return rules;
}

function ownTarget(y: Target, k: number): Float64Array {
  if (y.kind === 'regression') return y.values;
  const wanted = y.nClasses === 2 ? 1 : k;
  return Float64Array.from(y.codes, (code) => (code === wanted ? 1 : 0));
}

/** Draws rows, each as often as its weight says. */
function drawByWeight(weights: Float64Array, random: Random): () => number {
  const ends = new Float64Array(weights.length);
  let total = 0;
  weights.forEach((weight, i) => {
    total += weight;
    ends[i] = total;
  });
  return () => {
    const at = random.next() * total;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ends[middle] > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
