/** A surface over two curves, each cell and bin weighted by the training rows. */
export interface Impure {
  /** Cell (a, b) at a * nSecond + b; changed in place. */
  readonly surface: Float64Array;
  readonly weights: Float64Array;
  readonly nFirst: number;
  readonly nSecond: number;
}

/** What a surface gave away, per cell of each column. */
export interface MovedMeans {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

const MAX_SWEEPS = 100;
const TOLERANCE = 1e-12;

/**
 * Takes out of a surface whatever belongs to its columns alone: afterwards its weighted mean is 0 along
 * each column. Rows and columns of cells without weight become 0.
 *
 * @returns What the curves must take over, so that all sums stay the same where there is weight.
 * @cost O(cells) per sweep, up to 100 sweeps.
 * @source Lengerich, Tan, Chang, Hooker & Caruana (2020), "Purifying interaction effects with the
 * functional ANOVA", AISTATS.
 */
export function purify({ surface, weights, nFirst, nSecond }: Impure): MovedMeans {
  const first = new Float64Array(nFirst);
  const second = new Float64Array(nSecond);
  const largest = surface.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let moved = 0;
    for (let a = 0; a < nFirst; a++) {
      const mean = meanAlong(surface, weights, a * nSecond, 1, nSecond);
      first[a] += mean;
      moved = Math.max(moved, Math.abs(mean));
      for (let b = 0; b < nSecond; b++) surface[a * nSecond + b] -= mean;
    }
    for (let b = 0; b < nSecond; b++) {
      const mean = meanAlong(surface, weights, b, nSecond, nFirst);
      second[b] += mean;
      moved = Math.max(moved, Math.abs(mean));
      for (let a = 0; a < nFirst; a++) surface[a * nSecond + b] -= mean;
    }
    if (moved <= TOLERANCE * largest) break;
  }
  clearWhereUnseen(surface, weights, nFirst, nSecond);
  return { first, second };
}

function meanAlong(
  surface: Float64Array,
  weights: Float64Array,
  start: number,
  stride: number,
  length: number,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0, at = start; i < length; i++, at += stride) {
    sum += weights[at] * surface[at];
    total += weights[at];
  }
  return total > 0 ? sum / total : 0;
}

function clearWhereUnseen(
  surface: Float64Array,
  weights: Float64Array,
  nFirst: number,
  nSecond: number,
): void {
  const seenFirst = new Uint8Array(nFirst);
  const seenSecond = new Uint8Array(nSecond);
  for (let at = 0; at < weights.length; at++) {
    if (weights[at] === 0) continue;
    seenFirst[Math.floor(at / nSecond)] = 1;
    seenSecond[at % nSecond] = 1;
  }
  for (let at = 0; at < weights.length; at++) {
    if (seenFirst[Math.floor(at / nSecond)] === 0 || seenSecond[at % nSecond] === 0)
      surface[at] = 0;
  }
}
