import { type MixableRows, mixableRows } from '../explain/index.ts';
import { blocksOf, prepareTable, type TransformGraph } from '../preprocess/index.ts';
import type { Table } from '../table/index.ts';

/** The rows of a table as every graph of a model reads them, in one matrix whose inputs can be mixed. */
export function mixableTable(graphs: readonly TransformGraph[], table: Table): MixableRows {
  return mixableRows(
    graphs.map((graph) =>
      graph.derived === undefined
        ? { x: prepareTable(graph, table), blocks: blocksOf(graph) }
        : {
            table,
            inputs: graph.inputs.map(({ name }) => name),
            prepare: (mixed: Table) => prepareTable(graph, mixed),
          },
    ),
  );
}
