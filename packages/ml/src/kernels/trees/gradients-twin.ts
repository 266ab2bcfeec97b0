import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

type GradientKernels = Pick<
  TreeKernels,
  'packGradients' | 'logisticGradients' | 'squaredGradients' | 'sumSizes' | 'sumSquares'
>;

/** Added and taken away again, it leaves the nearest whole number, the even one of two: 2^52 + 2^51. */
const ROUNDING = 6755399441055744;

/** Of e to the power r, |r| <= ln(2) / 2, from the sixth on. */
const EXP_TERMS = [
  0.00019875691, 0.0013981999, 0.008333452, 0.041665796, 0.16666666, 0.5, 1, 1,
].map(Math.fround);
const LOG2E = Math.fround(Math.LOG2E);
const LN2_FIRST = Math.fround(0.693359375);
const LN2_REST = Math.fround(0.00021219444);

/** The kernels of gradients in plain TypeScript; every operation stands in the order of the compiled ones. */
export function gradientsTwin(memory: LinearMemory): GradientKernels {
  const { ints, doubles } = linearViews(memory);
  const { fround } = Math;
  const exp = (x: number): number => {
    const k = nearest(fround(x * LOG2E));
    const r = fround(fround(x - fround(k * LN2_FIRST)) + fround(k * LN2_REST));
    let p = EXP_TERMS[0];
    for (let j = 1; j < EXP_TERMS.length; j++) p = fround(fround(p * r) + EXP_TERMS[j]);
    return fround(p * 2 ** k);
  };
  return {
    packGradients(gAt, hAt, from, to, gUnits, hUnits, packedAt) {
      const [g, h, packed] = [doubles(gAt), doubles(hAt), ints(packedAt)];
      for (let i = from; i < to; i++) {
        packed[2 * i] = nearest(h[i] * hUnits);
        packed[2 * i + 1] = nearest(g[i] * gUnits);
      }
    },
    sumSizes(at, from, to) {
      const values = doubles(at);
      let even = 0;
      let odd = 0;
      let i = from;
      for (; i + 1 < to; i += 2) {
        even += Math.abs(values[i]);
        odd += Math.abs(values[i + 1]);
      }
      return i < to ? even + odd + Math.abs(values[i]) : even + odd;
    },
    sumSquares(at, weightsAt, from, to) {
      const [g, weights] = [doubles(at), doubles(weightsAt)];
      const square = (i: number): number => {
        if (weightsAt === 0) return g[i] * g[i];
        return weights[i] > 0 ? (g[i] * g[i]) / weights[i] : 0;
      };
      const sums = [0, 0];
      let i = from;
      for (; i + 1 < to; i += 2) {
        sums[0] += square(i);
        sums[1] += square(i + 1);
      }
      return i < to ? sums[0] + sums[1] + square(i) : sums[0] + sums[1];
    },
    squaredGradients(scoresAt, targetsAt, weightsAt, from, to, gAt, hAt) {
      const [scores, targets, weights] = [
        doubles(scoresAt),
        doubles(targetsAt),
        doubles(weightsAt),
      ];
      const [g, h] = [doubles(gAt), doubles(hAt)];
      const end = from + 2 * Math.ceil((to - from) / 2);
      for (let i = from; i < end; i++) {
        h[i] = weightsAt === 0 ? 1 : weights[i];
        g[i] = (scores[i] - targets[i]) * h[i];
      }
    },
    logisticGradients(scoresAt, labelsAt, weightsAt, from, to, gAt, hAt) {
      const [scores, labels, weights] = [doubles(scoresAt), doubles(labelsAt), doubles(weightsAt)];
      const [g, h] = [doubles(gAt), doubles(hAt)];
      const end = from + 4 * Math.ceil((to - from) / 4);
      for (let i = from; i < end; i++) {
        const sign = 1 - 2 * labels[i];
        const score = Math.max(-80, Math.min(80, fround(scores[i])));
        const odds = exp(sign * score);
        const own = fround(1 / fround(1 + odds));
        const other = fround(odds * own);
        const weight = weightsAt === 0 ? 1 : weights[i];
        g[i] = sign * other * weight;
        h[i] = fround(other * own) * weight;
      }
    },
  };
}

function nearest(x: number): number {
  return x + ROUNDING - ROUNDING;
}
