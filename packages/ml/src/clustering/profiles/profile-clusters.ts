import type { Matrix, Random } from '../../math/index.ts';
import type { Table } from '../../table/index.ts';
import { type TableEncoding, widthOf } from '../encoding/column-encoding.ts';
import type { Assignment } from '../k-means.ts';
import { type ClusterRule, clusterRule } from './cluster-rule.ts';
import { describeCluster } from './describe-cluster.ts';
import { effects } from './effects.ts';
import { askRows, ruleFeatures } from './rule-features.ts';
import { levelTrait, numberTrait, type Trait, type TraitQuestion } from './trait.ts';

/** A cluster as an expert can name it. */
export interface ClusterProfile {
  /** Its number, from 0. */
  readonly code: number;
  /** Rows, and their share of all. */
  readonly size: number;
  readonly share: number;
  /** One line, such as `older (age 52–61), mostly female, never married`. */
  readonly description: string;
  /** What sets it apart, largest effect first. */
  readonly traits: readonly Trait[];
  /** Rows nearest to its center; the first is its medoid, the row with the least sum of squared distances to the others. */
  readonly typicalRows: readonly number[];
  /** Mean distance of its rows to its center. */
  readonly spread: number;
  readonly rule: ClusterRule;
}

/** Effect below which a column does not set a cluster apart. */
const LEAST_EFFECT = 0.2;
const MOST_TRAITS = 12;
const N_TYPICAL = 3;
/** Rows that rules are learned from and judged on, and that quartiles are taken of. */
const MOST_LOOKED = 20_000;

/** A clustered table. */
export interface Clustered {
  readonly table: Table;
  readonly encoding: TableEncoding;
  /** The points of the rows. @shape n x coordinates */
  readonly x: Matrix;
  readonly assignment: Assignment;
  readonly k: number;
}

/**
 * What each cluster is like, beside all other rows.
 *
 * @cost O(n p) plus the sorting of the columns that set clusters apart
 */
export function profileClusters(
  clustered: Clustered,
  { random }: { readonly random: Random },
): readonly ClusterProfile[] {
  const { table, encoding, x, assignment, k } = clustered;
  const { codes } = assignment;
  const apart = effects(x, codes, k);
  const sharedLevels = levelsOfSeveral(encoding);
  const someRows = evenly(Int32Array.from(codes.keys()));
  const traitsByCluster = Array.from({ length: k }, (_, cluster) => {
    const own = apart.subarray(cluster * x.nColumns, (cluster + 1) * x.nColumns);
    const ownRows = evenly(rowsOf(codes, cluster));
    return traitsOf({ table, encoding, codes, cluster, ownRows }, own);
  });
  const asked = new Set(traitsByCluster.flat().map(({ column }) => column));
  const features = ruleFeatures(
    encoding.columns.filter(({ name }) => asked.has(name)),
    table,
  );
  const answers = askRows(features, someRows);
  return traitsByCluster.map((traits, cluster): ClusterProfile => {
    const isMember = Int32Array.from(someRows, (row) => Number(codes[row] === cluster));
    return {
      code: cluster,
      ...sizeOf(assignment, cluster),
      description: describeCluster(traits, sharedLevels),
      traits,
      typicalRows: nearestRows(assignment, cluster),
      rule: clusterRule(answers, isMember, { features, random }),
    };
  });
}

function traitsOf(question: TraitQuestion, apart: Float64Array): readonly Trait[] {
  let first = 0;
  const found = question.encoding.columns.flatMap((column) => {
    const places = Array.from({ length: widthOf(column) }, (_, place) => place);
    const from = first;
    first += places.length;
    const told = places.map((place) => ({ column, place, effect: apart[from + place] }));
    // Of two levels, the one that is more frequent here says all.
    return told.length === 2 ? told.filter(({ effect }) => effect > 0) : told;
  });
  return found
    .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, MOST_TRAITS)
    .map(({ column, place, effect }) =>
      column.kind === 'number'
        ? numberTrait(column, question, effect)
        : levelTrait(column, question, { effect, place }),
    );
}

function sizeOf(
  { codes, distances }: Assignment,
  cluster: number,
): Pick<ClusterProfile, 'size' | 'share' | 'spread'> {
  let [size, sum] = [0, 0];
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] !== cluster) continue;
    size++;
    sum += distances[i];
  }
  return { size, share: size / codes.length, spread: size === 0 ? 0 : sum / size };
}

/** The rows of a cluster that are nearest to its center, nearest first; of equally near ones the earlier. */
function nearestRows({ codes, distances }: Assignment, cluster: number): readonly number[] {
  const nearest: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] !== cluster) continue;
    const last = nearest[N_TYPICAL - 1];
    if (last !== undefined && distances[i] >= distances[last]) continue;
    const place = nearest.findIndex((row) => distances[i] < distances[row]);
    nearest.splice(place < 0 ? nearest.length : place, 0, i);
    nearest.length = Math.min(nearest.length, N_TYPICAL);
  }
  return nearest;
}

function levelsOfSeveral({ columns }: TableEncoding): ReadonlySet<string> {
  const seen = new Set<string>();
  const several = new Set<string>();
  for (const column of columns)
    for (const level of column.kind === 'category' ? column.levels : [])
      if (seen.has(level)) several.add(level);
      else seen.add(level);
  return several;
}

function rowsOf(codes: Int32Array, cluster: number): Int32Array {
  let n = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i] === cluster) n++;
  const rows = new Int32Array(n);
  for (let i = 0, at = 0; at < n; i++) if (codes[i] === cluster) rows[at++] = i;
  return rows;
}

/** The rows, or as many as are looked at, evenly spread. */
function evenly(rows: Int32Array): Int32Array {
  const n = rows.length;
  if (n <= MOST_LOOKED) return rows;
  return Int32Array.from(
    { length: MOST_LOOKED },
    (_, i) => rows[Math.floor((i * n) / MOST_LOOKED)],
  );
}
