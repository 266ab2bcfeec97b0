import { plainGraph, type TransformGraph } from '../preprocess/index.ts';
import { OTHER_LEVEL } from '../preprocess/transformers/rare-levels.ts';
import { getColumn, type Table } from '../table/index.ts';
import type { TableEncoding } from './encoding/column-encoding.ts';

/**
 * The graph that prepares rows for `nearestCenter`: numbers and instants as they are, categories by the place of their level.
 *
 * @param table Training rows: they say of which kind columns are.
 */
export function clusterGraph({ columns }: TableEncoding, table: Table): TransformGraph {
  return plainGraph(
    columns.map((column) => ({
      name: column.name,
      kind: getColumn(table, column.name).kind,
      levels:
        column.kind === 'number' || column.isFlag
          ? undefined
          : column.levels.filter((level) => level !== OTHER_LEVEL),
    })),
  );
}
