import type { KnownClasses } from '../guardrails/index.ts';
import { type Random, shuffledIndices } from '../math/index.ts';
import { dropColumns, type Table, takeRows } from '../table/index.ts';
import { type Features, featuresOf } from './features-of.ts';
import { makeRows } from './make-rows.ts';
import { type ClassPlan, planClasses } from './plan-classes.ts';
import { readClasses, rowsOfClass } from './read-classes.ts';
import { assertMarkIsFree, stackRows, withMark } from './stack-rows.ts';

/** How classes are brought to weigh the same. */
export type AugmentMethod = 'smote' | 'oversample' | 'noise' | 'undersample';

export interface AugmentOptions {
  /** Column of the classes. */
  readonly target: string;
  readonly method: AugmentMethod;
  /** The smallest class as a share of the largest; above 0, at most 1. Default: see `planClasses`. */
  readonly ratio?: number | undefined;
  /** Nearest rows of the same class that `smote` walks towards. Default `DEFAULT_NEIGHBORS`. */
  readonly neighbors?: number | undefined;
  /** Noise of `noise`, as a share of the standard deviation of each column; above 0. Default `DEFAULT_NOISE`. */
  readonly noise?: number | undefined;
  /** Name of a new column that is true in made rows. Default: none. */
  readonly mark?: string | undefined;
  readonly random: Random;
}

/** A table with other sizes of classes. */
export interface Augmented {
  /** Kept rows in their order, then made ones, class by class. */
  readonly table: Table;
  readonly nKept: number;
  /** Row of the source that each made row began with. */
  readonly parents: Int32Array;
  /** Largest class first. */
  readonly classes: readonly ClassPlan[];
  /** Rows without a target: kept as they are. */
  readonly nUnknown: number;
  readonly features: Features;
}

/** As in the paper. */
export const DEFAULT_NEIGHBORS = 5;
export const DEFAULT_NOISE = 0.05;

/**
 * Makes rows of small classes, or leaves rows of large ones out, until classes weigh the same.
 *
 * Rows without a target are kept and never a parent. Columns that identify rows are left out where rows are made. What
 * becomes of each kind of cell stands in the README of this folder.
 *
 * @throws COLUMN_UNKNOWN, COLUMN_DUPLICATE (the mark), TARGET_UNUSABLE, TABLE_TOO_SMALL (also a class that is smaller
 * than its neighbors ask for), FEATURES_UNUSABLE (no number that could move), ARGUMENT_INVALID (see `planClasses`)
 * @cost O(cells); `smote` adds the search of neighbors, O(m^2 (p + q)) at worst for a class of m rows.
 */
export function augmentTable(table: Table, options: AugmentOptions): Augmented {
  const { target, method, ratio, mark } = options;
  if (mark !== undefined) assertMarkIsFree(table, mark);
  const known = readClasses(table, target);
  const direction = method === 'undersample' ? 'shrink' : 'grow';
  const classes = planClasses(known, { direction, ratio });
  const features = featuresOf(table, target);
  const nUnknown = table.nRows - known.rows.length;
  const said = { classes, features, nUnknown };
  if (method === 'undersample') {
    const kept = keepRows(table.nRows, known, { classes, random: options.random });
    return { ...said, table: takeRows(table, kept), nKept: kept.length, parents: new Int32Array() };
  }
  const { neighbors = DEFAULT_NEIGHBORS, noise = DEFAULT_NOISE, random } = options;
  const made = makeRows(known, said, { method, neighbors, noise, random });
  const grown = stackRows(dropColumns(table, features.ids), features, made);
  return {
    ...said,
    table: mark === undefined ? grown : withMark(grown, mark, table.nRows),
    nKept: table.nRows,
    parents: made.parents,
  };
}

/** Rows of each class as many as planned, drawn without putting back, and all rows without a class; in their order. */
function keepRows(
  nRows: number,
  known: KnownClasses,
  { classes, random }: { readonly classes: readonly ClassPlan[]; readonly random: Random },
): Int32Array {
  const isLeft = new Uint8Array(nRows);
  for (const [code, { nAfter }] of classes.entries()) {
    const rows = rowsOfClass(known, code);
    for (const place of shuffledIndices(rows.length, random).subarray(nAfter))
      isLeft[rows[place]] = 1;
  }
  return Int32Array.from({ length: nRows }, (_, row) => row).filter((row) => isLeft[row] === 0);
}
