import { NODE } from '../../ensemble/index.ts';
import { type DrawnTree, drawTree, type SourceNode } from '../draw-tree.ts';
import type { ModelField } from '../model-field.ts';
import { visitOnce } from '../visit-once.ts';
import { atMostThresholds } from './at-most-thresholds.ts';

/** What all trees of a model share. */
export interface TreeContext {
  readonly nColumns: number;
  /** Columns whose levels come as our own codes, where -1 is a missing value. */
  readonly isCoded: readonly boolean[];
  /** The leaves are multiplied by this: the weight of a tree in dart. */
  readonly weight: number;
  readonly setOf: (levels: ArrayLike<number>) => Int32Array;
}

/** Node lists of one tree; a node without a left child is a leaf and keeps its value as its condition. */
interface NodeLists {
  readonly lefts: ArrayLike<number>;
  readonly rights: ArrayLike<number>;
  readonly columns: ArrayLike<number>;
  readonly conditions: Float32Array;
  readonly thresholds: Float64Array;
  readonly defaultLefts: ArrayLike<number>;
  readonly hessians: ArrayLike<number>;
  readonly sets: ReadonlyMap<number, Int32Array>;
}

/**
 * Reads one tree of an XGBoost model.
 *
 * XGBoost goes left where float32(x) < condition, and right where a level is in the set of a node; here the
 * set goes left, so that the two children of such a node are exchanged.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source XGBoost, doc/model.schema; include/xgboost/tree_model.h; src/common/categorical.h: `Decision`.
 */
export function readTree(
  tree: ModelField,
  t: number,
  { nColumns, isCoded, weight, setOf }: TreeContext,
): DrawnTree {
  const subject = `Tree ${t} of the XGBoost model`;
  const lists = readLists(tree, setOf);
  const visit = visitOnce(lists.lefts.length, subject);
  const look = (i: number): SourceNode<number> => {
    visit(i);
    if (lists.lefts[i] === -1)
      return { kind: 'leaf', value: lists.conditions[i] * weight, weight: lists.hessians[i] };
    const set = lists.sets.get(i);
    const defaultLeft = lists.defaultLefts[i] !== 0;
    const [left, right] = [lists.lefts[i], lists.rights[i]];
    const shared = { kind: 'split', column: lists.columns[i], weight: lists.hessians[i] } as const;
    if (set === undefined) {
      const flags = NODE.nanIsMissing | (defaultLeft ? NODE.missingLeft : 0);
      return { ...shared, test: lists.thresholds[i], flags, left, right };
    }
    const coded = isCoded[lists.columns[i]] ? NODE.negativeIsMissing : 0;
    const flags = NODE.nanIsMissing | coded | (defaultLeft ? 0 : NODE.missingLeft);
    return { ...shared, test: set, flags, left: right, right: left };
  };
  return drawTree(0, { subject, nColumns, look });
}

function readLists(tree: ModelField, setOf: TreeContext['setOf']): NodeLists {
  const lefts = tree.field('left_children').numbers();
  const n = lefts.length;
  if (n === 0) tree.field('left_children').refuse('have a root at least');
  const ofNodes = (name: string): ArrayLike<number> => {
    const values = tree.field(name).numbers();
    return values.length === n ? values : tree.field(name).refuse(`hold ${n} numbers`);
  };
  const conditions = Float32Array.from(ofNodes('split_conditions'));
  return {
    lefts,
    rights: ofNodes('right_children'),
    columns: ofNodes('split_indices'),
    conditions,
    thresholds: atMostThresholds(conditions),
    defaultLefts: ofNodes('default_left'),
    hessians: tree.has('sum_hessian') ? ofNodes('sum_hessian') : new Float64Array(n),
    sets: tree.has('split_type') ? readSets(tree, ofNodes('split_type'), setOf) : new Map(),
  };
}

function readSets(
  tree: ModelField,
  splitTypes: ArrayLike<number>,
  setOf: TreeContext['setOf'],
): ReadonlyMap<number, Int32Array> {
  const listOf = (name: string): ArrayLike<number> =>
    tree.has(name) ? tree.field(name).numbers() : [];
  const nodes = listOf('categories_nodes');
  const starts = listOf('categories_segments');
  const sizes = listOf('categories_sizes');
  const levels = Float64Array.from(listOf('categories'));
  if (starts.length !== nodes.length || sizes.length !== nodes.length)
    tree.field('categories_nodes').refuse('be as many as their segments and sizes');
  const sets = new Map<number, Int32Array>();
  for (let k = 0; k < nodes.length; k++) {
    const [start, end] = [starts[k], starts[k] + sizes[k]];
    if (!(start >= 0 && end >= start && end <= levels.length))
      tree.field('categories_segments').refuse(`lie within ${levels.length} categories`);
    sets.set(nodes[k], setOf(levels.subarray(start, end)));
  }
  for (let i = 0; i < splitTypes.length; i++)
    if ((splitTypes[i] === 1) !== sets.has(i))
      tree.field('split_type').refuse('be 1 for the nodes that have categories');
  return sets;
}
