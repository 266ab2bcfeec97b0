import { type DrawnTree, drawTree, type SourceNode } from '../draw-tree.ts';
import { modelFileInvalid } from '../model-file-invalid.ts';
import { parseNumber, parseNumbers, parseThresholds, parseWhole } from '../parse-numbers.ts';
import { visitOnce } from '../visit-once.ts';
import { CATEGORY_FLAGS, type MissingType, missingFlags } from './missing-flags.ts';
import type { Lines } from './split-text.ts';

/** Bits of `decision_type`. @source LightGBM, include/LightGBM/tree.h. */
const IS_CATEGORY = 1;
const DEFAULT_LEFT = 2;
const MISSING_TYPES: readonly (MissingType | undefined)[] = ['None', 'Zero', 'NaN'];

/** The lines of one tree, as numbers. */
interface TreeArrays {
  readonly columns: Float64Array;
  readonly thresholds: Float64Array;
  readonly decisions: Float64Array;
  readonly lefts: Float64Array;
  readonly rights: Float64Array;
  readonly nodeCounts: Float64Array;
  readonly leafValues: Float64Array;
  readonly leafCounts: Float64Array;
  readonly sets: readonly Int32Array[];
}

/**
 * Reads one tree of a LightGBM text model.
 *
 * A child of 0 and more is a node, one below 0 is leaf ~child.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function readTextTree(lines: Lines, t: number, nColumns: number): DrawnTree {
  const subject = `Tree ${t} of the LightGBM model`;
  const tree = readArrays(lines, subject);
  const nNodes = tree.columns.length;
  const nLeaves = tree.leafValues.length;
  const visitNode = visitOnce(nNodes, subject);
  const visitLeaf = visitOnce(nLeaves, `${subject}, among its leaves,`);
  const look = (child: number): SourceNode<number> => {
    if (child < 0) {
      visitLeaf(~child);
      return { kind: 'leaf', value: tree.leafValues[~child], weight: tree.leafCounts[~child] };
    }
    visitNode(child);
    return lookAtSplit(tree, child, subject);
  };
  const drawn = drawTree(nNodes === 0 ? ~0 : 0, { subject, nColumns, look });
  if (drawn.leafValues.length !== nLeaves)
    throw modelFileInvalid({
      subject,
      expectation: `reach its ${nLeaves} leaves from the root`,
      received: drawn.leafValues.length,
    });
  return drawn;
}

function lookAtSplit(tree: TreeArrays, i: number, subject: string): SourceNode<number> {
  const decision = tree.decisions[i];
  const missing = MISSING_TYPES[(decision >> 2) & 3];
  const isCategory = (decision & IS_CATEGORY) !== 0;
  const test = isCategory ? tree.sets[tree.thresholds[i]] : tree.thresholds[i];
  if (missing === undefined || decision >>> 4 !== 0 || test === undefined)
    throw modelFileInvalid({
      subject,
      expectation: isCategory
        ? `have a set of levels for every category, ${tree.sets.length} in all`
        : 'have decision types from 0 to 11',
      received: isCategory ? tree.thresholds[i] : decision,
    });
  return {
    kind: 'split',
    column: tree.columns[i],
    test,
    flags: isCategory ? CATEGORY_FLAGS : missingFlags(missing, (decision & DEFAULT_LEFT) !== 0),
    weight: tree.nodeCounts[i],
    left: tree.lefts[i],
    right: tree.rights[i],
  };
}

function readArrays(lines: Lines, subject: string): TreeArrays {
  const sayOf = (key: string) => `Line "${key}" of ${subject.replace('Tree', 'tree')}`;
  const nLeaves = parseWhole(lines.get('num_leaves') ?? '', sayOf('num_leaves'), [1, 2 ** 31]);
  const has = (key: string, n: number, parse = parseNumbers): Float64Array => {
    const values = parse(lines.get(key) ?? '', sayOf(key));
    if (values.length === n) return values;
    const expectation = `have ${n} numbers`;
    throw modelFileInvalid({ subject: sayOf(key), expectation, received: values.length });
  };
  const may = (key: string, n: number): Float64Array =>
    lines.has(key) ? has(key, n) : new Float64Array(n);
  if (parseNumber(lines.get('is_linear') ?? '0', sayOf('is_linear')) !== 0)
    throw modelFileInvalid({
      subject,
      expectation: 'have constant leaves',
      received: 'linear ones (linear_tree)',
      hint: 'Train it without `linear_tree`: linear leaves are not supported.',
    });
  const n = nLeaves - 1;
  return {
    columns: has('split_feature', n),
    thresholds: has('threshold', n, parseThresholds),
    decisions: has('decision_type', n),
    lefts: has('left_child', n),
    rights: has('right_child', n),
    nodeCounts: may('internal_count', n),
    leafValues: has('leaf_value', nLeaves),
    leafCounts: n === 0 ? new Float64Array(1) : may('leaf_count', nLeaves),
    sets: readSets(lines, sayOf),
  };
}

function readSets(lines: Lines, sayOf: (key: string) => string): readonly Int32Array[] {
  const ends = parseNumbers(lines.get('cat_boundaries') ?? '', sayOf('cat_boundaries'));
  const words = parseNumbers(lines.get('cat_threshold') ?? '', sayOf('cat_threshold'));
  if (!words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32))
    throw modelFileInvalid({
      subject: sayOf('cat_threshold'),
      expectation: 'have words of 32 bits',
      received: lines.get('cat_threshold'),
    });
  const isInOrder = ends.every(
    (end, i) => Number.isInteger(end) && end >= (ends[i - 1] ?? 0) && end <= words.length,
  );
  if (!isInOrder)
    throw modelFileInvalid({
      subject: sayOf('cat_boundaries'),
      expectation: `rise from 0 to ${words.length}`,
      received: lines.get('cat_boundaries'),
    });
  return Array.from({ length: Math.max(0, ends.length - 1) }, (_, s) =>
    Int32Array.from(words.subarray(ends[s], ends[s + 1]), (word) => word | 0),
  );
}
