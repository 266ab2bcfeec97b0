import type { GraphStep, TransformGraph } from '../preprocess/index.ts';
import { OTHER_LEVEL } from '../preprocess/transformers/rare-levels.ts';
import { getColumn, type Table } from '../table/index.ts';
import type { TableEncoding } from './encoding/column-encoding.ts';

/**
 * The graph that prepares rows for `nearestCenter`: numbers and instants as they are, categories by the place of their level.
 *
 * @param table Training rows: they say of which kind columns are.
 */
export function clusterGraph({ columns }: TableEncoding, table: Table): TransformGraph {
  const names = columns.map(({ name }) => name);
  return {
    recipe: 'native',
    inputs: names.map((name) => ({ name, kind: getColumn(table, name).kind })),
    steps: columns.map((column): GraphStep => {
      const place = { input: column.name, column: column.name, outputs: [column.name] };
      if (column.kind === 'number' || column.isFlag)
        return { ...place, transformer: 'keep-number', params: {}, state: {} };
      const levels = column.levels.filter((level) => level !== OTHER_LEVEL);
      const params = { maxLevels: Math.max(1, levels.length) };
      return { ...place, transformer: 'ordinal', params, state: { levels } };
    }),
    outputs: names,
  };
}
