import { type Design, descend, emptyFit, type Fit, weightedProduct } from './descend.ts';

/** How terms are chosen. */
export interface ChooseOptions {
  /** Terms at most. */
  readonly maxTerms: number;
  /** Ridge penalty of the fits, per unit of mean loss. */
  readonly l2: number;
  /** 1 for rows that judge and are not learned from; the design gives them weight 0. */
  readonly isHeldOut: Uint8Array;
  /** Weight per row, of held-out rows as well. */
  readonly rowWeights: Float64Array;
}

/** Of what the best choice gains on the held-out rows, what a smaller choice may give away. */
const GIVEN_AWAY = 0.01;

/**
 * Chooses few terms, one after the other: the term that promises to lower the loss most joins, then all
 * chosen terms are weighed anew. Of the sets on this way the smallest is taken whose held-out loss is
 * near the best.
 *
 * @returns The places of the chosen terms, in the order in which they joined.
 * @cost O(n * terms) per step, at most maxTerms steps.
 * @source Pati, Rezaiifar & Krishnaprasad (1993), "Orthogonal matching pursuit", Asilomar Conference on
 * Signals, Systems and Computers 27, 40-44.
 */
export function chooseTerms(design: Design, options: ChooseOptions): number[] {
  const { isHeldOut, rowWeights, maxTerms, l2 } = options;
  const judges = isHeldOut.includes(1) ? isHeldOut : isHeldOut.map(() => 1);
  const fit = emptyFit(design);
  const chosen: number[] = [];
  const losses: number[] = [];
  for (;;) {
    descend(design, fit, { l2, terms: chosen, maxExpansions: 4, maxSweeps: 10 });
    losses.push(design.loss.mean(fit.scores, rowWeights, judges));
    const next = chosen.length < maxTerms ? mostPromising(design, fit, chosen) : -1;
    if (next < 0) break;
    chosen.push(next);
  }
  const best = Math.min(...losses);
  const allowed = best + GIVEN_AWAY * (losses[0] - best);
  return chosen.slice(
    0,
    losses.findIndex((loss) => loss <= allowed),
  );
}

/** The term whose own parabola falls lowest, summed over the scores; -1 where none falls. */
function mostPromising(design: Design, fit: Fit, chosen: readonly number[]): number {
  const { columns, weights, loss } = design;
  const n = weights.length;
  const residuals = new Float64Array(n);
  const curvatures = new Float64Array(n);
  const falls = new Float64Array(columns.length);
  for (let k = 0; k < loss.nScores; k++) {
    loss.expand(fit.scores, k, residuals, curvatures);
    for (let i = 0; i < n; i++) curvatures[i] *= weights[i];
    columns.forEach((column, j) => {
      falls[j] += fallOf(column, curvatures, weightedProduct(column, curvatures, residuals));
    });
  }
  for (const j of chosen) falls[j] = 0;
  const largest = Math.max(0, ...falls);
  return largest > 0 ? falls.indexOf(largest) : -1;
}

/** How far the loss falls along one column; its mean is left to the intercept. */
function fallOf(column: Float64Array, curvatures: Float64Array, slope: number): number {
  let sum = 0;
  let squares = 0;
  let total = 0;
  for (let i = 0; i < column.length; i++) {
    total += curvatures[i];
    sum += curvatures[i] * column[i];
    squares += curvatures[i] * column[i] * column[i];
  }
  const spread = squares - (sum * sum) / total;
  return spread > 1e-9 * squares ? (slope * slope) / (2 * spread) : 0;
}
