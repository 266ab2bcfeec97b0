import { ADDITIVE, type Heap, loadKernels } from '../../../kernels/index.ts';
import { log, softmaxInPlace } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';

/** Curvature that a row keeps however sure the model is, so that its residual stays finite. */
const LEAST_CURVATURE = 1e-6;

/**
 * A loss as weighted squares around the present scores: lowering it means fitting the residuals.
 *
 * Whoever raises score k of row i by d lowers residual i of score k by d. For squared error the squares
 * are the loss itself; for log loss they are its second-order expansion, good for small steps.
 */
export interface WorkingResiduals {
  readonly nRows: number;
  /** Per score, where its residuals lie: the step to the vertex of each row's parabola. */
  readonly residualsAt: readonly number[];
  /** Per score, where its weights lie: curvature times the weight of the row; 0 for held-out rows. */
  readonly weightsAt: readonly number[];
  /** Expands the loss anew around the scores as they are now. */
  expand(): void;
  /** Loss of the held-out rows as of the last `expand`, summed; NaN without such rows. */
  heldOutLoss(): number;
}

/** The rows that a loss is summed over. */
export interface LossRows {
  readonly y: Target;
  /** How much each row counts. */
  readonly weights: Float64Array;
  /** 1 for rows that are not learned from. */
  readonly isHeldOut: Uint8Array;
}

/**
 * Squared error for numbers, log loss for classes: one score for two classes, one per class for more.
 *
 * @param start Score k of row i at k * n + i; copied.
 * @param heap Holds the residuals; the caller marks and releases.
 * @source Friedman, Hastie & Tibshirani (2000), "Additive logistic regression: a statistical view of
 * boosting", Annals of Statistics 28, 337-407 (LogitBoost).
 */
export function workingResiduals(
  rows: LossRows,
  start: Float64Array,
  heap: Heap,
): WorkingResiduals {
  const { y } = rows;
  const loss =
    y.kind === 'regression'
      ? squaredError(rows, y.values, start, heap)
      : y.nClasses === 2
        ? logLoss(rows, y.codes, start, heap)
        : softmaxLoss(rows, y, start, heap);
  return rows.isHeldOut.includes(1) ? loss : { ...loss, heldOutLoss: () => Number.NaN };
}

function squaredError(
  { weights, isHeldOut }: LossRows,
  values: Float64Array,
  start: Float64Array,
  heap: Heap,
): WorkingResiduals {
  const n = values.length;
  const [residualsAt, weightsAt] = [heap.take(8 * n), heap.take(8 * n)];
  heap.doubles(residualsAt, n).set(values.map((value, i) => value - start[i]));
  heap.doubles(weightsAt, n).set(weights.map((weight, i) => (isHeldOut[i] === 1 ? 0 : weight)));
  return {
    nRows: n,
    residualsAt: [residualsAt],
    weightsAt: [weightsAt],
    expand: () => undefined,
    heldOutLoss() {
      const residuals = heap.doubles(residualsAt, n);
      let sum = 0;
      for (let i = 0; i < n; i++)
        if (isHeldOut[i] === 1) sum += weights[i] * residuals[i] * residuals[i];
      return sum;
    },
  };
}

function logLoss(
  { weights, isHeldOut }: LossRows,
  codes: Int32Array,
  start: Float64Array,
  heap: Heap,
): WorkingResiduals {
  const n = codes.length;
  const nEven = n + (n & 1);
  const place = (entry: (i: number) => number): number => {
    const at = heap.take(8 * nEven);
    const values = heap.doubles(at, nEven);
    for (let i = 0; i < nEven; i++) values[i] = i < n ? entry(i) : 0;
    return at;
  };
  const signsAt = place((i) => 2 * codes[i] - 1);
  const learnedAt = place((i) => (isHeldOut[i] === 1 ? 0 : weights[i]));
  const heldOutAt = place((i) => (isHeldOut[i] === 1 ? weights[i] : 0));
  const responsesAt = place((i) => start[i]);
  const [residualsAt, weightsAt] = [place(() => 0), place(() => 0)];
  const { expandLogLoss } = loadKernels(ADDITIVE, heap.memory);
  let loss = 0;
  const expand = (): void => {
    loss = expandLogLoss(
      nEven,
      ...([signsAt, learnedAt, heldOutAt, LEAST_CURVATURE] as const),
      ...([responsesAt, residualsAt, weightsAt] as const),
    );
  };
  expand();
  return {
    nRows: n,
    residualsAt: [residualsAt],
    weightsAt: [weightsAt],
    expand,
    heldOutLoss: () => loss,
  };
}

function softmaxLoss(
  { weights, isHeldOut }: LossRows,
  { codes, nClasses }: Extract<Target, { kind: 'classification' }>,
  start: Float64Array,
  heap: Heap,
): WorkingResiduals {
  const n = codes.length;
  const shares = new Float64Array(nClasses);
  const responses = start.slice();
  const perClass = () => Array.from({ length: nClasses }, () => heap.take(8 * n));
  const [residualsAt, weightsAt] = [perClass(), perClass()];
  for (const at of residualsAt) heap.doubles(at, n).fill(0);
  const damping = (nClasses - 1) / nClasses;
  let loss = 0;
  const expand = (): void => {
    const residuals = residualsAt.map((at) => heap.doubles(at, n));
    const curvatures = weightsAt.map((at) => heap.doubles(at, n));
    loss = 0;
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < nClasses; k++) {
        shares[k] = responses[k * n + i] - residuals[k][i];
        responses[k * n + i] = shares[k];
      }
      softmaxInPlace(shares, 0, nClasses);
      if (isHeldOut[i] === 1)
        loss -= weights[i] * log(Math.max(shares[codes[i]], Number.MIN_VALUE));
      for (let k = 0; k < nClasses; k++) {
        const curvature = Math.max(shares[k] * (1 - shares[k]), LEAST_CURVATURE);
        const residual = (damping * ((codes[i] === k ? 1 : 0) - shares[k])) / curvature;
        residuals[k][i] = residual;
        responses[k * n + i] += residual;
        curvatures[k][i] = isHeldOut[i] === 1 ? 0 : weights[i] * curvature;
      }
    }
  };
  expand();
  return { nRows: n, residualsAt, weightsAt, expand, heldOutLoss: () => loss };
}
