import { exp, type Matrix } from '../math/index.ts';
import { stateCheck } from '../models/state-reader.ts';
import { type Column, makeTable, type Table } from '../table/index.ts';
import type { ClusterModel } from './cluster-table.ts';
import { checkEncoding } from './encoding/check-encoding.ts';
import { coordinatesOf, type TableEncoding } from './encoding/column-encoding.ts';
import { encodeTable } from './encoding/encode-table.ts';
import { assignToCenters } from './k-means.ts';

/** Clusters as an artifact keeps them. */
export interface NearestCenterState extends ClusterModel {
  /** Mean squared distance of a training row to its center, per coordinate. Above 0. */
  readonly variance: number;
}

/** Stands for every level that the training rows did not have. */
const UNSEEN = '(not seen in training)';

/**
 * Answers with the cluster of a row, from rows as the graph of `clusterGraph` prepares them.
 *
 * The share of a cluster is its probability if clusters are round clouds of normal rows, all equally wide and equally
 * frequent: exp(-d² / (2 variance)), of all clusters 1 together. The nearest center has the largest.
 *
 * @source Bishop (2006), "Pattern Recognition and Machine Learning", 9.3.2.
 */
export const nearestCenter = {
  name: 'nearest-center',
  title: 'Nearest center',
  /** @shape x: m x columns of the encoding; the result is m x k, row-major. @cost O(m p k) */
  predict(state: NearestCenterState, x: Matrix): Float64Array {
    checkState('nearest-center', state);
    const { encoding, centers, variance } = state;
    const { values, nColumns } = encodeTable(encoding, toTable(encoding, x));
    const k = centers.sizes.length;
    const shares = new Float64Array(x.nRows * k);
    const own = new Float64Array(k);
    for (let i = 0; i < x.nRows; i++) {
      const row = values.subarray(i * nColumns, (i + 1) * nColumns);
      for (let c = 0; c < k; c++) own[c] = squaredDistance(row, centers.centers, c);
      writeShares(own, variance, shares.subarray(i * k, (i + 1) * k));
    }
    return shares;
  },
  /** How far rows lie from the nearest center, in about standard deviations of a column. */
  beside(state: NearestCenterState, x: Matrix): readonly Column[] {
    checkState('nearest-center', state);
    const points = encodeTable(state.encoding, toTable(state.encoding, x));
    const { distances } = assignToCenters(state.centers, points);
    return [{ name: 'distance', kind: 'number', values: distances }];
  },
};

function squaredDistance(row: Float64Array, centers: Float64Array, c: number): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) {
    const difference = row[j] - centers[c * row.length + j];
    sum += difference * difference;
  }
  return sum;
}

function writeShares(squares: Float64Array, variance: number, into: Float64Array): void {
  const least = squares.reduce((low, each) => Math.min(low, each), Number.POSITIVE_INFINITY);
  let sum = 0;
  for (let c = 0; c < squares.length; c++) {
    into[c] = exp((least - squares[c]) / (2 * variance));
    sum += into[c];
  }
  for (let c = 0; c < squares.length; c++) into[c] /= sum;
}

/** Prepared rows as the table that the encoding reads: numbers as they are, categories by their codes. */
function toTable({ columns }: TableEncoding, { nRows, nColumns, values }: Matrix): Table {
  return {
    ...makeTable(
      columns.map((column, j): Column => {
        const { name } = column;
        const read = (i: number): number => values[i * nColumns + j];
        if (column.kind === 'number' || column.isFlag)
          return {
            name,
            kind: 'number',
            values: Float64Array.from({ length: nRows }, (_, i) => read(i)),
          };
        const codes = Int32Array.from({ length: nRows }, (_, i) => read(i));
        return { name, kind: 'category', codes, levels: [...column.levels, UNSEEN] };
      }),
    ),
    nRows,
  };
}

const checkState = stateCheck<NearestCenterState>((state) => {
  const encoding = checkEncoding(state.field('encoding'));
  const centers = state.field('centers');
  if (centers.field('nColumns').count() !== coordinatesOf(encoding))
    centers.field('nColumns').refuse(`be ${coordinatesOf(encoding)}, as the encoding makes`);
  const k = centers.field('sizes').tensor(Int32Array).length;
  if (k === 0) centers.field('sizes').refuse('have a cluster');
  centers.field('centers').numbers(Float64Array, k * coordinatesOf(encoding));
  if (!(state.field('variance').finite() > 0)) state.field('variance').refuse('be above 0');
});
