import { NODE } from '../../../ensemble/index.ts';
import { type DrawnTree, drawTree, type SourceNode } from '../../draw-tree.ts';
import { modelFileInvalid } from '../../model-file-invalid.ts';
import { atMostThresholds } from '../at-most-thresholds.ts';
import type { DumpTree } from './dump-node.ts';

/** What all trees of a dump share. */
export interface DumpContext {
  /** The columns by name. */
  readonly places: ReadonlyMap<string, number>;
  readonly setOf: (levels: ArrayLike<number>) => Int32Array;
}

/** Draws one tree of a dump: "yes" is left, of a number below the bound and of a level in the set. */
export function drawDumpTree(tree: DumpTree, t: number, { places, setOf }: DumpContext): DrawnTree {
  const subject = `Tree ${t} of the XGBoost dump`;
  const met = new Set<number>();
  const look = (id: number): SourceNode<number> => {
    const node = tree.get(id);
    if (node === undefined || met.has(id))
      throw modelFileInvalid({
        subject,
        expectation: 'reach nodes that it has, each once',
        received: `node ${id}`,
      });
    met.add(id);
    if (node.kind === 'leaf') return { ...node, value: Math.fround(node.value) };
    const { column, test, yes, no, missing, weight } = node;
    if (missing !== yes && missing !== no)
      throw modelFileInvalid({
        subject,
        expectation: `send missing values to node ${yes} or ${no}`,
        received: missing,
      });
    return {
      kind: 'split',
      column: places.get(column) as number,
      test: typeof test === 'number' ? atMostThresholds(Float32Array.of(test))[0] : setOf(test),
      flags: NODE.nanIsMissing | (missing === yes ? NODE.missingLeft : 0),
      weight,
      left: yes,
      right: no,
    };
  };
  return drawTree(0, { subject, nColumns: places.size, look });
}
