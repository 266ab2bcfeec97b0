import { exp } from '../../math/index.ts';

const INVERSE_ROOT_TWO_PI = 0.3989422804014327;
const STRETCH = 0.2316419;
const B1 = 0.31938153;
const B2 = -0.356563782;
const B3 = 1.781477937;
const B4 = -1.821255978;
const B5 = 1.330274429;

/**
 * Share of a standard normal distribution below z, with the same bits in every engine.
 *
 * @returns Within 7.5e-8.
 * @source Abramowitz & Stegun (1964), "Handbook of Mathematical Functions", 26.2.17.
 */
export function normalCdf(z: number): number {
  const t = 1 / (1 + STRETCH * Math.abs(z));
  const tail =
    INVERSE_ROOT_TWO_PI * exp((-z * z) / 2) * t * (B1 + t * (B2 + t * (B3 + t * (B4 + t * B5))));
  return z > 0 ? 1 - tail : tail;
}
