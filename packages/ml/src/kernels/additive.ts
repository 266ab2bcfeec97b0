import { WASM } from './additive.generated.ts';
import type { KernelArea } from './load-kernels.ts';
import type { LinearMemory } from './web-assembly.ts';

/** Kernels of additive boosting. Addresses are bytes. */
export interface AdditiveKernels {
  /** Takes a step off residuals and sums them by cells of one byte. */
  readonly lowerAndSumBytes: LowerAndSum;
  /** The same for cells of two bytes. */
  readonly lowerAndSumShorts: LowerAndSum;
  readonly expandLogLoss: ExpandLogLoss;
}

/**
 * residuals[i] -= step[lastCells[i]]; then (weight * residual, weight) is added to the two sums of cells[i],
 * for even rows in the first bank and for odd rows in the second, which lies `bankBytes` behind.
 */
export type LowerAndSum = (
  n: number,
  residuals: number,
  weights: number,
  lastCells: number,
  step: number,
  cells: number,
  sums: number,
  bankBytes: number,
) => void;

/**
 * Expands the log loss of two classes into a parabola per row, around its score: response - residual.
 *
 * Signs are 1 for the second class and -1 for the first. Afterwards residuals hold the way to the vertex
 * of each parabola, responses the vertex, and weights the curvature, at least `least`, times `learned`.
 *
 * @param n Even: pad with rows that are neither learned nor held out.
 * @returns The sum of the losses, each times `heldOut`, to about 12 digits.
 */
export type ExpandLogLoss = (
  n: number,
  signs: number,
  learned: number,
  heldOut: number,
  least: number,
  responses: number,
  residuals: number,
  weights: number,
) => number;

/** Kernels of additive boosting: rows lie in cells, one byte or two per row. */
export const ADDITIVE: KernelArea<AdditiveKernels> = { wasm: WASM, twin: additiveTwin };

function additiveTwin(memory: LinearMemory): AdditiveKernels {
  const lowerAndSum =
    (
      cellsOf: (buffer: ArrayBufferLike, at: number, n: number) => Uint8Array | Uint16Array,
    ): LowerAndSum =>
    (n, residualsAt, weightsAt, lastAt, stepAt, cellsAt, sumsAt, bankBytes) => {
      const { buffer } = memory;
      const residuals = new Float64Array(buffer, residualsAt, n);
      const weights = new Float64Array(buffer, weightsAt, n);
      const lastCells = cellsOf(buffer, lastAt, n);
      const cells = cellsOf(buffer, cellsAt, n);
      const step = new Float64Array(buffer, stepAt);
      const banks = [sumsAt, sumsAt + bankBytes].map((at) => new Float64Array(buffer, at));
      for (let i = 0; i < n; i++) {
        residuals[i] -= step[lastCells[i]];
        const sums = banks[i & 1];
        sums[2 * cells[i]] += weights[i] * residuals[i];
        sums[2 * cells[i] + 1] += weights[i];
      }
    };
  return {
    lowerAndSumBytes: lowerAndSum((buffer, at, n) => new Uint8Array(buffer, at, n)),
    lowerAndSumShorts: lowerAndSum((buffer, at, n) => new Uint16Array(buffer, at, n)),
    expandLogLoss(n, signsAt, learnedAt, heldOutAt, least, responsesAt, residualsAt, weightsAt) {
      const of = (at: number) => new Float64Array(memory.buffer, at, n);
      const [signs, learned, heldOut] = [of(signsAt), of(learnedAt), of(heldOutAt)];
      const [responses, residuals, weights] = [of(responsesAt), of(residualsAt), of(weightsAt)];
      const losses = [0, 0];
      for (let i = 0; i < n; i++) {
        const score = responses[i] - residuals[i];
        const isRight = score * signs[i] >= 0;
        const e = expOf(Math.max(-Math.abs(score), FARTHEST));
        const whole = 1 + e;
        const inverse = 1 / whole;
        const against = e * inverse;
        const curvature = Math.max(against * inverse, least);
        residuals[i] = signs[i] * ((isRight ? against : inverse) / curvature);
        responses[i] = score + residuals[i];
        weights[i] = learned[i] * curvature;
        losses[i & 1] += heldOut[i] * (logOfOnePlus(e) + (isRight ? 0 : Math.abs(score)));
      }
      return losses[0] + losses[1];
    },
  };
}

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Adding it rounds to a whole number, half to even. */
const ROUNDER = 6755399441055744;
const FARTHEST = -700;

/** Reciprocals of the factorials of 11 down to 1. */
const EXP_TERMS = [
  2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6, 0.0000248015873015873,
  0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664,
  0.16666666666666666, 0.5, 1,
];

/** Reciprocals of the odd numbers from 23 down to 1. */
const ATANH_TERMS = [
  0.043478260869565216, 0.047619047619047616, 0.05263157894736842, 0.058823529411764705,
  0.06666666666666667, 0.07692307692307693, 0.09090909090909091, 0.1111111111111111,
  0.14285714285714285, 0.2, 0.3333333333333333, 1,
];

/** e^x for x from -700 to 0 by its Taylor series around a multiple of ln 2. */
function expOf(x: number): number {
  const k = x * Math.LOG2E + ROUNDER - ROUNDER;
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = 0;
  for (const term of EXP_TERMS) sum = sum * r + term;
  const power = new DataView(new ArrayBuffer(8));
  power.setUint32(0, (k + 1023) << 20);
  return (sum * r + 1) * power.getFloat64(0);
}

/** ln(1 + e) for e from 0 to 1 by the series of 2 artanh(e / (2 + e)). */
function logOfOnePlus(e: number): number {
  const z = e / (1 + e + 1);
  let tail = 0;
  for (const term of ATANH_TERMS) tail = tail * (z * z) + term;
  return (z + z) * tail;
}
