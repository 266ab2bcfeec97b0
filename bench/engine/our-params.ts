import { type ParamValues, resolveParams } from '@kaizenml/contracts';
import { boostedTrees } from '@kaizenml/ml/models';
import type { TreeOptions } from './tree-options.ts';

/** The options in the words of `boosted-trees`. */
export function ourParams({
  columnShare,
  ...same
}: TreeOptions): ParamValues<typeof boostedTrees.params> {
  return resolveParams(boostedTrees.name, boostedTrees.params, {
    ...same,
    columnsPerTree: columnShare,
  });
}
