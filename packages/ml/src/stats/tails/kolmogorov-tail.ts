import { exp } from '../../math/index.ts';
import { oneSidedKolmogorovTail } from './one-sided-kolmogorov-tail.ts';

/** Up to here two-sided paths count also at larger distances. */
const FEW = 140;
/** Beyond, the expansion is right to eight digits. */
const MAX_EXACT = 1000;

/**
 * Probability that the empirical distribution of n numbers differs from the true one by d or more somewhere.
 *
 * Twice the one-sided probability where both sides at once are out of the question, the matrix of Durbin up to 1000
 * numbers, else the expansion of Pelz and Good.
 *
 * @param d 0 to 1.
 * @param n Whole, above 0.
 * @returns 0 to 1, within about 1e-8, and 1e-11 up to 1000 numbers.
 * @source Simard & L'Ecuyer (2011), "Computing the Two-Sided Kolmogorov-Smirnov Distribution", Journal of Statistical Software 39(11).
 */
export function kolmogorovTail(d: number, n: number): number {
  if (d >= 1) return 0;
  if (2 * n * d <= 1) return 1;
  const square = n * d * d;
  if (square >= 370) return 0;
  if (d >= 0.5 || square >= (n <= FEW ? 4 : 2.2))
    return Math.min(1, 2 * oneSidedKolmogorovTail(d, n));
  const below = n <= MAX_EXACT ? durbin(d, n) : pelzGood(d, n);
  return Math.min(1, Math.max(0, 1 - below));
}

/** @source Marsaglia, Tsang & Wang (2003), Journal of Statistical Software 8(18): Durbin's matrix to the power n. */
function durbin(d: number, n: number): number {
  const k = Math.ceil(n * d);
  const m = 2 * k - 1;
  const h = k - n * d;
  let matrix: Scaled = { cells: durbinMatrix(m, h), exponent: 0 };
  let power: Scaled | undefined;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = power === undefined ? matrix : product(power, matrix, m);
    if (left > 1) matrix = product(matrix, matrix, m);
  }
  if (power === undefined) return 0;
  let value = power.cells[(k - 1) * m + k - 1];
  let { exponent } = power;
  for (let i = 1; i <= n; i++) {
    value *= i / n;
    if (value < 1e-140) {
      value *= 1e140;
      exponent -= 140;
    }
  }
  return value * 10 ** exponent;
}

interface Scaled {
  readonly cells: Float64Array;
  /** Of 10. */
  readonly exponent: number;
}

function durbinMatrix(m: number, h: number): Float64Array {
  const cells = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j <= Math.min(i + 1, m - 1); j++) cells[i * m + j] = 1;
  for (let i = 0; i < m; i++) {
    cells[i * m] -= h ** (i + 1);
    cells[(m - 1) * m + i] -= h ** (m - i);
  }
  if (2 * h > 1) cells[(m - 1) * m] += (2 * h - 1) ** m;
  for (let i = 0; i < m; i++)
    for (let j = 0; j <= i; j++) for (let g = 2; g <= i - j + 1; g++) cells[i * m + j] /= g;
  return cells;
}

function product(a: Scaled, b: Scaled, m: number): Scaled {
  const cells = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let k = 0; k < m; k++) {
      const factor = a.cells[i * m + k];
      if (factor === 0) continue;
      for (let j = 0; j < m; j++) cells[i * m + j] += factor * b.cells[k * m + j];
    }
  const middle = cells[(m >> 1) * m + (m >> 1)];
  if (middle <= 1e140) return { cells, exponent: a.exponent + b.exponent };
  return { cells: cells.map((cell) => cell * 1e-140), exponent: a.exponent + b.exponent + 140 };
}

/** @source Pelz & Good (1976), Journal of the Royal Statistical Society B 38, 152-156. */
function pelzGood(d: number, n: number): number {
  const z = Math.sqrt(n) * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const root = Math.sqrt(Math.PI / 2);
  let [k0, k1, k2, k3] = [0, 0, 0, 0];
  for (let k = 0; k < 30; k++) {
    const a = (Math.PI * (k + 0.5)) ** 2;
    const weight = 2 * exp(-a / (2 * z2));
    k0 += weight;
    k1 += (a - z2) * weight;
    k2 += (6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2)) * weight;
    k3 +=
      (a ** 3 * (5 - 30 * z2) +
        a * a * (-60 * z2 + 212 * z4) +
        a * (135 * z4 - 96 * z6) -
        (30 * z6 + 90 * z4 * z4)) *
      weight;
  }
  let [whole2, whole3] = [0, 0];
  for (let k = 1; k < 30; k++) {
    const a = (Math.PI * k) ** 2;
    const weight = 2 * exp(-a / (2 * z2));
    whole2 += a * weight;
    whole3 += (3 * a * z2 - a * a) * weight;
  }
  const first = (k0 * 2 * root) / (2 * z);
  const second = (k1 * root) / (6 * z4);
  const third = root * (k2 / (72 * z6 * z) - whole2 / (36 * z2 * z));
  const fourth = root * (k3 / (6480 * z6 * z4) + whole3 / (108 * z6));
  return first + second / Math.sqrt(n) + third / n + fourth / (n * Math.sqrt(n));
}
