import { chiSquareCdf, sampleMoments } from '../../stats/index.ts';
import { type Column, columnLength, isMissing, isNumeric, type Table } from '../../table/index.ts';
import { symmetricEigen } from '../../text/components/index.ts';

/** Share of the variance that the kept components hold. */
const SHARE_KEPT = 0.65;

/** How rows of a reference hang together, as a plane that most of them lie near to. Plain JSON but for typed arrays. */
export interface PcaPlane {
  readonly columns: readonly PcaColumn[];
  /** Orthonormal directions of the plane. @shape k x p, row-major */
  readonly components: Float64Array;
  /** Distance of the rows of the reference from the plane. */
  readonly mean: number;
  readonly sd: number;
  readonly nRows: number;
}

interface PcaColumn {
  readonly name: string;
  /** Share of the rows by level; undefined of numbers. */
  readonly shares?: Readonly<Record<string, number>>;
  /** Taken for a missing value, before scaling. */
  readonly fill: number;
  readonly mean: number;
  /** Population standard deviation; 1 of a constant. */
  readonly sd: number;
}

/** How far rows are from the plane of the reference. */
export interface PcaShift {
  readonly reference: number;
  readonly current: number;
  readonly z: number;
  /** Two-sided chance of such a change of the mean distance when nothing changes. */
  readonly pValue: number;
}

/**
 * The plane of a reference: numbers and levels (by their frequency) are scaled, and as many principal components are kept as hold 65 %
 * of the variance.
 *
 * Texts, ids and dates are left out.
 *
 * @returns undefined without a column, or with fewer than two rows.
 * @cost O(n p^2 + p^3)
 * @source NannyML, "Data Reconstruction with PCA"; Jaworski, Duda & Rutkowski (2017) on reconstruction errors of changing streams.
 */
export function fitPcaPlane(reference: Table): PcaPlane | undefined {
  const used = reference.columns.filter(
    ({ kind }) => kind === 'number' || kind === 'category' || kind === 'boolean',
  );
  const p = used.length;
  if (p === 0 || reference.nRows < 2) return undefined;
  const columns = used.map(describe);
  const x = scaledRows(columns, reference);
  const { values, vectors } = symmetricEigen(covarianceOf(x, p), p);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  let [k, held] = [0, 0];
  while (k < p && held <= SHARE_KEPT * total) held += Math.max(0, values[k++]);
  const components = new Float64Array(k * p);
  for (let c = 0; c < k; c++)
    for (let j = 0; j < p; j++) components[c * p + j] = vectors[j * p + c];
  const { mean, sd } = sampleMoments(distancesFrom(components, x, p));
  return { columns, components, mean, sd, nRows: reference.nRows };
}

/**
 * Whether rows lie as near to the plane of the reference as its own rows do: farther when columns no longer hang together as they did,
 * though each looks as before.
 *
 * @returns A NaN `current` and a `pValue` of 1 for no rows.
 * @cost O(n k p)
 */
export function comparePcaPlane(plane: PcaPlane, current: Table): PcaShift {
  const { columns, components, mean, sd, nRows } = plane;
  const distances = distancesFrom(components, scaledRows(columns, current), columns.length);
  const now = sampleMoments(distances);
  if (distances.length === 0) return { reference: mean, current: Number.NaN, z: 0, pValue: 1 };
  const spread = distances.length < 2 ? sd : now.sd;
  const error = Math.hypot(sd / Math.sqrt(nRows), spread / Math.sqrt(distances.length));
  const z = error > 0 ? (now.mean - mean) / error : 0;
  return { reference: mean, current: now.mean, z, pValue: 1 - chiSquareCdf(z * z, 1) };
}

function describe(column: Column): PcaColumn {
  const n = columnLength(column);
  if (isNumeric(column)) {
    const present = column.values.filter((value) => !Number.isNaN(value));
    const fill = present.length === 0 ? 0 : sampleMoments(present).mean;
    return scaled(
      { name: column.name, fill },
      column.values.map((v) => (Number.isNaN(v) ? fill : v)),
    );
  }
  const counts = new Float64Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  const frequent = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  for (const code of column.codes) if (code < 0 && frequent >= 0) counts[frequent]++;
  const shares = Object.fromEntries(column.levels.map((level, code) => [level, counts[code] / n]));
  const fill = frequent < 0 ? 0 : counts[frequent] / n;
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? fill : counts[code] / n));
  return scaled({ name: column.name, shares, fill }, values);
}

function scaled(column: Omit<PcaColumn, 'mean' | 'sd'>, values: Float64Array): PcaColumn {
  const { mean, sd } = sampleMoments(values);
  const population = sd * Math.sqrt((values.length - 1) / values.length);
  return { ...column, mean, sd: population > 0 ? population : 1 };
}

/** @shape n x p, row-major */
function scaledRows(columns: readonly PcaColumn[], table: Table): Float64Array {
  const p = columns.length;
  const x = new Float64Array(table.nRows * p);
  columns.forEach(({ name, shares, fill, mean, sd }, j) => {
    const column = table.columns.find((each) => each.name === name);
    const shareOfCode =
      column === undefined || isNumeric(column) || shares === undefined
        ? undefined
        : column.levels.map((level) => (Object.hasOwn(shares, level) ? shares[level] : 0));
    for (let i = 0; i < table.nRows; i++) {
      const isAbsent = column === undefined || isMissing(column, i);
      const value = isAbsent
        ? fill
        : isNumeric(column)
          ? column.values[i]
          : (shareOfCode?.[column.codes[i]] ?? fill);
      x[i * p + j] = (value - mean) / sd;
    }
  });
  return x;
}

function covarianceOf(x: Float64Array, p: number): Float64Array {
  const n = x.length / p;
  const sums = new Float64Array(p * p);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < p; j++)
      for (let k = j; k < p; k++) sums[j * p + k] += x[i * p + j] * x[i * p + k];
  for (let j = 0; j < p; j++)
    for (let k = j; k < p; k++) {
      sums[j * p + k] /= n - 1;
      sums[k * p + j] = sums[j * p + k];
    }
  return sums;
}

/** Euclidean distance of each row from the plane. */
function distancesFrom(components: Float64Array, x: Float64Array, p: number): Float64Array {
  const k = components.length / p;
  return Float64Array.from({ length: x.length / p }, (_, i) => {
    let squares = 0;
    for (let j = 0; j < p; j++) squares += x[i * p + j] ** 2;
    for (let c = 0; c < k; c++) {
      let along = 0;
      for (let j = 0; j < p; j++) along += components[c * p + j] * x[i * p + j];
      squares -= along * along;
    }
    return Math.sqrt(Math.max(0, squares));
  });
}
