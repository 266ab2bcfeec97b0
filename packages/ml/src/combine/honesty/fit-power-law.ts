import { exp, log } from '../../math/index.ts';

/** A measured point: how good models of this size of training are. Higher is better. */
export interface CurvePoint {
  /** Rows or columns, above 0. */
  readonly size: number;
  readonly score: number;
  /** Standard error of the score, above 0. */
  readonly error: number;
}

/** One exponent of the law, fitted: score = level - gap (size / largest)^-exponent. */
export interface FittedLaw {
  readonly exponent: number;
  /** What an endless table would give. */
  readonly level: number;
  /** What it would give beyond the largest size; 0 or more. */
  readonly gap: number;
  /** Variances of level and gap and their covariance. */
  readonly covariance: readonly [level: number, gap: number, both: number];
  /** How likely this exponent is among all that were tried; they sum to 1. */
  readonly weight: number;
}

const SLOWEST = 0.1;
const FASTEST = 2;
const N_EXPONENTS = 40;

/**
 * Inverse power laws through points, one per exponent from 0.1 to 2, weighed by how well they fit.
 *
 * For a given exponent the law is linear, so level and gap have their exact normal distribution; a gap below 0 becomes 0.
 * All exponents are as likely before the points are seen, on a logarithmic scale.
 *
 * @param points At least three of different sizes.
 * @cost O(points)
 * @source Cortes, Jackel, Solla, Vapnik & Denker (1994), "Learning Curves: Asymptotic Values and Rate of Convergence", NIPS 6;
 * Viering & Loog (2023), "The Shape of Learning Curves: A Review", IEEE TPAMI 45.
 */
export function fitPowerLaws(points: readonly CurvePoint[]): FittedLaw[] {
  const largest = Math.max(...points.map(({ size }) => size));
  const laws = Array.from({ length: N_EXPONENTS }, (_, k) => {
    const exponent = SLOWEST * exp((k / (N_EXPONENTS - 1)) * log(FASTEST / SLOWEST));
    return fitLaw(points, { exponent, largest });
  });
  const most = Math.max(...laws.map(({ logWeight }) => logWeight));
  const total = laws.reduce((sum, { logWeight }) => sum + exp(logWeight - most), 0);
  return laws.map(({ logWeight, ...law }) => ({
    ...law,
    weight: exp(logWeight - most) / total,
  }));
}

/** (size / largest)^-exponent. */
export function shrink(ratio: number, exponent: number): number {
  return exp(-exponent * log(ratio));
}

interface LawShape {
  readonly exponent: number;
  readonly largest: number;
}

function fitLaw(points: readonly CurvePoint[], { exponent, largest }: LawShape) {
  let w = 0;
  let wu = 0;
  let wuu = 0;
  let ws = 0;
  let wus = 0;
  for (const { size, score, error } of points) {
    const weight = 1 / error ** 2;
    const u = -shrink(size / largest, exponent);
    w += weight;
    wu += weight * u;
    wuu += weight * u * u;
    ws += weight * score;
    wus += weight * u * score;
  }
  const determinant = w * wuu - wu * wu;
  const free = (w * wus - wu * ws) / determinant;
  const gap = Math.max(0, free);
  const level = (ws - gap * wu) / w;
  const misfit = points.reduce((sum, { size, score, error }) => {
    const fitted = level - gap * shrink(size / largest, exponent);
    return sum + ((score - fitted) / error) ** 2;
  }, 0);
  const covariance = [wuu / determinant, w / determinant, -wu / determinant] as const;
  return { exponent, level, gap, covariance, logWeight: -misfit / 2 - log(determinant) / 2 };
}
