import { type Matrix, type Random, shuffledIndices, zeros } from '../../math/index.ts';
import { choleskyFactor } from '../../outliers/covariance/cholesky-factor.ts';
import { correlation, quantileSorted } from '../../stats/index.ts';
import { type TableEncoding, widthOf } from '../encoding/column-encoding.ts';

/** Draws rows of a single population. */
export type OnePopulation = (random: Random) => Matrix;

/** Share of the correlations that is given up, so that their matrix has a root. */
const RIDGE = 1e-3;
/** Different values up to which a column counts as a scale of steps. */
const FEW_VALUES = 30;
/** Shares below minus and plus one standard deviation of a normal distribution. */
const [LOW, HIGH] = [0.15865525393145707, 0.8413447460685429];

/**
 * What the points would look like if they were one population instead of several: the reference that clusters must
 * stand out from.
 *
 * Numbers are drawn with the correlations of the points from normal distributions whose lower and upper half have the
 * spread of the points below and above their median: one mode, the same skewness, the same steps where values are few. Levels of categories are shuffled
 * among the rows, column by column.
 *
 * @shape x: n x coordinates, as is what is drawn
 * @source The comparison with one Gaussian: Liu, Hayes, Nobel & Marron (2008), "Statistical Significance of Clustering
 * for High-Dimension, Low-Sample Size Data", JASA 103, 1281-1293. Two-piece normal: Wallis (2014), Statistical Science 29.
 */
export function onePopulation(encoding: TableEncoding, x: Matrix): OnePopulation {
  const blocks = blocksOf(encoding);
  const numbers = blocks.filter(({ isNumber }) => isNumber).map(({ first }) => columnOf(x, first));
  const halves = numbers.map(halvesOf);
  const root = rootOfCorrelations(numbers);
  const m = numbers.length;
  return (random) => {
    const drawn = zeros(x.nRows, x.nColumns);
    const own = new Float64Array(m);
    for (let i = 0; i < x.nRows; i++) {
      for (let j = 0; j < m; j++) own[j] = random.normal();
      let number = 0;
      for (const { first, isNumber } of blocks) {
        if (!isNumber) continue;
        let z = 0;
        for (let j = 0; j <= number; j++) z += root[number * m + j] * own[j];
        drawn.values[i * x.nColumns + first] = valueAt(halves[number++], z);
      }
    }
    for (const block of blocks) if (!block.isNumber) shuffleBlock(x, drawn, block, random);
    return drawn;
  };
}

interface Block {
  readonly first: number;
  readonly width: number;
  readonly isNumber: boolean;
}

function blocksOf({ columns }: TableEncoding): readonly Block[] {
  let first = 0;
  return columns.map((column) => {
    const block = { first, width: widthOf(column), isNumber: column.kind === 'number' };
    first += block.width;
    return block;
  });
}

function columnOf({ nRows, nColumns, values }: Matrix, j: number): Float64Array {
  return Float64Array.from({ length: nRows }, (_, i) => values[i * nColumns + j]);
}

interface Halves {
  readonly middle: number;
  readonly below: number;
  readonly above: number;
  /** Of a column with few different values, these values, increasing: others are moved to the nearest of them. */
  readonly steps: Float64Array;
}

function halvesOf(values: Float64Array): Halves {
  const sorted = values.toSorted();
  const [low, middle, high] = [LOW, 0.5, HIGH].map((share) => quantileSorted(sorted, share));
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const steps = distinct.length <= FEW_VALUES ? distinct : new Float64Array(0);
  return { middle, below: middle - low, above: high - middle, steps };
}

/** The number of a column where a standard normal one is z. */
function valueAt({ middle, below, above, steps }: Halves, z: number): number {
  const value = middle + z * (z < 0 ? below : above);
  if (steps.length === 0) return value;
  let at = 0;
  while (at + 1 < steps.length && steps[at + 1] - value <= value - steps[at]) at++;
  return steps[at];
}

function rootOfCorrelations(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length;
  const matrix = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    matrix[i * p + i] = 1;
    for (let j = 0; j < i; j++) {
      const r = correlation(columns[i], columns[j]);
      matrix[i * p + j] = Number.isNaN(r) ? 0 : (1 - RIDGE) * r;
    }
  }
  const root = choleskyFactor(matrix, p);
  if (root === undefined) throw new RangeError('correlations drawn in must be positive definite');
  return root;
}

function shuffleBlock(x: Matrix, into: Matrix, { first, width }: Block, random: Random): void {
  const order = shuffledIndices(x.nRows, random);
  for (let i = 0; i < x.nRows; i++) {
    const from = order[i] * x.nColumns + first;
    into.values.set(x.values.subarray(from, from + width), i * x.nColumns + first);
  }
}
