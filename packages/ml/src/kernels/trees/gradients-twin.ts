import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

type GradientKernels = Pick<TreeKernels, 'packGradients' | 'logisticGradients' | 'sumSizes'>;

/** Added and taken away again, it leaves the nearest whole number, the even one of two: 2^52 + 2^51. */
const ROUNDING = 6755399441055744;

/** 1 / k! from k = 12 down to 0. */
const INVERSE_FACTORIALS = [
  2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 0.0000027557319223985893,
  0.0000248015873015873, 0.0001984126984126984, 0.001388888888888889, 0.008333333333333333,
  0.041666666666666664, 0.16666666666666666, 0.5, 1, 1,
];

/** The kernels of gradients in plain TypeScript; every operation stands in the order of the compiled ones. */
export function gradientsTwin(memory: LinearMemory): GradientKernels {
  const { ints, doubles } = linearViews(memory);
  const powerOfTwo = powersOfTwo();
  const exp = (x: number): number => {
    const k = nearest(x * Math.LOG2E);
    const r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
    let p = INVERSE_FACTORIALS[0];
    for (let j = 1; j < INVERSE_FACTORIALS.length; j++) p = p * r + INVERSE_FACTORIALS[j];
    return p * powerOfTwo(k);
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
    logisticGradients(scoresAt, labelsAt, weightsAt, from, to, gAt, hAt) {
      const [scores, labels, weights] = [doubles(scoresAt), doubles(labelsAt), doubles(weightsAt)];
      const [g, h] = [doubles(gAt), doubles(hAt)];
      const end = to + ((to - from) & 1);
      for (let i = from; i < end; i++) {
        const bounded = Math.max(-500, Math.min(500, scores[i]));
        const p = 1 / (1 + exp(-bounded));
        const weight = weightsAt === 0 ? 1 : weights[i];
        g[i] = (p - labels[i]) * weight;
        h[i] = p * (1 - p) * weight;
      }
    },
  };
}

function nearest(x: number): number {
  return x + ROUNDING - ROUNDING;
}

/** 2^k for whole k from -1022 to 1023, by the bits of its exponent. */
function powersOfTwo(): (k: number) => number {
  const words = new Int32Array(2);
  const value = new Float64Array(words.buffer);
  return (k) => {
    words[1] = (k + 1023) << 20;
    return value[0];
  };
}
