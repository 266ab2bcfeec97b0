import { encodeTable, type TableEncoding, widthOf } from '../../../clustering/index.ts';
import { type Matrix, type Random, takeMatrixRows } from '../../../math/index.ts';
import { fisherExactTail } from '../../../stats/index.ts';
import type { Table } from '../../../table/index.ts';
import { cohesiveClusters } from './cohesive-clusters.ts';
import type { NoveltyWatch } from './novelty-watch.ts';
import { outsideOf, type Sphere, squaredDistance } from './spheres.ts';

/** A group of rows that the reference did not have. */
export interface NovelCluster {
  /** `extension` where it lies among the clusters of the reference, `novelty` where it lies beyond. */
  readonly kind: 'extension' | 'novelty';
  readonly nRows: number;
  /** What sets it apart from the nearest known sphere: columns with their share of the squared distance, the largest first. */
  readonly columns: readonly { readonly name: string; readonly share: number }[];
}

/** What one batch came to. */
export interface NoveltyStep {
  readonly watch: NoveltyWatch;
  readonly nUnknown: number;
  /** Shares of rows outside of what is known: of the reference, by chance, and of the batch. */
  readonly reference: number;
  readonly current: number;
  /** Two-sided chance of such a difference when nothing changes. */
  readonly pValue: number;
  /** New groups, each told once: its rows are known from here on. */
  readonly found: readonly NovelCluster[];
}

/** When unknown rows are a new group. */
export interface NoveltyStepOptions {
  readonly random: Random;
  /** Rows of a group at least. Default 30. */
  readonly fewestRows?: number;
  /** Unknown rows that are remembered, at most. Default 2000. */
  readonly mostWaiting?: number;
}

/** Chance below which remembered rows are more than the reference leaves outside. */
const SIGNIFICANCE = 0.001;

/**
 * The next batch: rows outside of every known sphere wait, and where more wait than chance leaves outside, groups of them that lie as densely
 * as known rows do are new. Scattered rows are no group, however many.
 *
 * The chance is exact (Fisher); the paper clusters whatever waits, and finds groups in the far tails of a long stream.
 *
 * @throws COLUMN_UNKNOWN, INPUT_SCHEMA_MISMATCH where the rows are not like those of the reference.
 * @cost O(n spheres p), and k-means of the waiting rows.
 * @source Spinosa, de Carvalho & Gama (2007), OLINDDA, SAC; de Faria, Carvalho & Gama (2016), "MINAS: multiclass learning algorithm for
 * novelty detection in data streams", Data Mining and Knowledge Discovery 30.
 */
export function stepNovelty(
  watch: NoveltyWatch,
  batch: Table,
  { random, fewestRows = 30, mostWaiting = 2000 }: NoveltyStepOptions,
): NoveltyStep {
  const x = encodeTable(watch.encoding, batch);
  const unknown = outsideOf(watch.known, x);
  const remembered = remember(watch, takeMatrixRows(x, unknown), {
    nRows: x.nRows,
    mostWaiting,
  });
  const { nRows, nUnknown } = watch.held;
  const chanceOf = (outside: number, of: number) =>
    fisherExactTail([nUnknown, nRows - nUnknown, outside, of - outside]);
  const { waiting, nSeen } = remembered;
  const isMore =
    waiting.length * nRows > nUnknown * nSeen && chanceOf(waiting.length, nSeen) <= SIGNIFICANCE;
  const told = {
    nUnknown: unknown.length,
    reference: nUnknown / nRows,
    current: unknown.length / x.nRows,
    pValue: x.nRows === 0 ? 1 : chanceOf(unknown.length, x.nRows),
  };
  const { mostSpread } = watch;
  const { clusters, left } = isMore
    ? cohesiveClusters(toMatrix(waiting, x.nColumns), { fewestRows, mostSpread, random })
    : { clusters: [], left: Int32Array.of() };
  if (clusters.length === 0) return { watch: remembered, ...told, found: [] };
  const next = {
    ...remembered,
    known: [...watch.known, ...clusters],
    waiting: waiting.filter((_, i) => left.includes(i)),
    nSeen: nSeen - (waiting.length - left.length),
  };
  return { watch: next, ...told, found: clusters.map((sphere) => describe(watch, sphere)) };
}

/** The latest unknown rows; where some are forgotten, as many rows are that they were among. */
function remember(
  watch: NoveltyWatch,
  unknown: Matrix,
  { nRows, mostWaiting }: { readonly nRows: number; readonly mostWaiting: number },
): NoveltyWatch {
  const { values, nColumns: p } = unknown;
  const points = Array.from({ length: unknown.nRows }, (_, i) => [
    ...values.subarray(i * p, (i + 1) * p),
  ]);
  const all = [...watch.waiting, ...points];
  const waiting = all.slice(-mostWaiting);
  const share = all.length === 0 ? 1 : waiting.length / all.length;
  return { ...watch, waiting, nSeen: Math.round((watch.nSeen + nRows) * share) };
}

function toMatrix(points: readonly (readonly number[])[], nColumns: number): Matrix {
  return { nRows: points.length, nColumns, values: Float64Array.from(points.flat()) };
}

function describe({ concept, known, encoding }: NoveltyWatch, sphere: Sphere): NovelCluster {
  const isNear = squaredDistance(sphere.center, concept.center) <= concept.reach ** 2;
  const nearest = known.reduce((best, each) =>
    squaredDistance(each.center, sphere.center) < squaredDistance(best.center, sphere.center)
      ? each
      : best,
  );
  return {
    kind: isNear ? 'extension' : 'novelty',
    nRows: sphere.nRows,
    columns: apart(encoding, sphere.center, nearest.center),
  };
}

/** Share of each column of the squared distance of two points, the largest first; those that say nothing are left out. */
function apart(
  { columns }: TableEncoding,
  point: readonly number[],
  from: readonly number[],
): NovelCluster['columns'] {
  const total = squaredDistance(point, from);
  let first = 0;
  const shares = columns.map((column) => {
    const [begin, end] = [first, first + widthOf(column)];
    first = end;
    const own = squaredDistance(point.slice(begin, end), from.slice(begin, end));
    return { name: column.name, share: total > 0 ? own / total : 0 };
  });
  return shares.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
}
