import { NODE } from '../ensemble/index.ts';
import { modelFileInvalid } from './model-file-invalid.ts';

/** What a file says of one node; children are named as the file names them. */
export type SourceNode<Source> =
  | { readonly kind: 'leaf'; readonly value: number; readonly weight: number }
  | {
      readonly kind: 'split';
      readonly column: number;
      /** Goes left when at most this; for a category the bits of the levels that go left. */
      readonly test: number | Int32Array;
      /** Bits of `NODE`; that of a category follows from `test`. */
      readonly flags: number;
      readonly weight: number;
      readonly left: Source;
      readonly right: Source;
    };

/** One tree as flat arrays, numbered from the root: the fields of `TreeEnsemble` for one tree. */
export interface DrawnTree {
  readonly columns: readonly number[];
  /** For a node of a category, its position in `sets`. */
  readonly thresholds: readonly number[];
  readonly lefts: readonly number[];
  readonly rights: readonly number[];
  readonly flags: readonly number[];
  readonly nodeWeights: readonly number[];
  readonly leafValues: readonly number[];
  readonly leafWeights: readonly number[];
  readonly sets: readonly Int32Array[];
}

/** How a tree is drawn and what it is called in a refusal. */
export interface DrawOptions<Source> {
  /** `Tree 3 of the XGBoost model`. */
  readonly subject: string;
  readonly nColumns: number;
  /** What a node is. It must refuse a node that it has shown before, see `visitOnce`: circles have no end. */
  look(source: Source): SourceNode<Source>;
}

/**
 * Numbers the nodes of a tree from its root, left before right, and checks what they say.
 *
 * @throws MODEL_ARTIFACT_INVALID when a node asks a column that is not there or holds no number.
 * @cost O(nodes), without recursion: a tree may be a chain.
 */
export function drawTree<Source>(root: Source, options: DrawOptions<Source>): DrawnTree {
  const tree = {
    columns: [] as number[],
    thresholds: [] as number[],
    lefts: [] as number[],
    rights: [] as number[],
    flags: [] as number[],
    nodeWeights: [] as number[],
    leafValues: [] as number[],
    leafWeights: [] as number[],
    sets: [] as Int32Array[],
  };
  const waiting: { source: Source; siblings: number[]; parent: number }[] = [
    { source: root, siblings: [], parent: 0 },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const node = options.look(next.source);
    if (node.kind === 'leaf') {
      if (!Number.isFinite(node.value)) refuse(options, 'have finite leaves', node.value);
      next.siblings[next.parent] = ~tree.leafValues.length;
      tree.leafValues.push(node.value);
      tree.leafWeights.push(known(node.weight));
      continue;
    }
    const { column, test } = node;
    if (!Number.isInteger(column) || column < 0 || column >= options.nColumns)
      refuse(options, `ask for columns 0 to ${options.nColumns - 1}`, column);
    if (typeof test === 'number' && Number.isNaN(test))
      refuse(options, 'have numbers as thresholds', test);
    const at = tree.columns.length;
    next.siblings[next.parent] = at;
    const isCategory = typeof test !== 'number';
    tree.columns.push(column);
    tree.thresholds.push(isCategory ? tree.sets.push(test) - 1 : test);
    tree.flags.push(node.flags | (isCategory ? NODE.category : 0));
    tree.nodeWeights.push(known(node.weight));
    waiting.push({ source: node.right, siblings: tree.rights, parent: at });
    waiting.push({ source: node.left, siblings: tree.lefts, parent: at });
  }
  return tree;
}

/** Weights serve explanations only: one that the file does not give as a number is not known. */
function known(weight: number): number {
  return weight > 0 && Number.isFinite(weight) ? weight : 0;
}

function refuse(
  { subject }: Pick<DrawOptions<unknown>, 'subject'>,
  expectation: string,
  received: unknown,
): never {
  throw modelFileInvalid({ subject, expectation, received });
}
