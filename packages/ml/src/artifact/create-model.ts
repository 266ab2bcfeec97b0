import { type ExplainFile, invariant, type Manifest, type Row } from '@kaizenml/contracts';
import { finish } from '../explain/index.ts';
import { type Features, type Matrix, zeros } from '../math/index.ts';
import {
  compileGraph,
  makesSparseRows,
  prepareTable,
  sparseRows,
  type TransformGraph,
} from '../preprocess/index.ts';
import { type Table, tableFromRows } from '../table/index.ts';
import { answering } from './answering.ts';
import { besideAnswers, besideRow } from './beside-answers.ts';
import { conformTable } from './conform-table.ts';
import { explainRowSteps } from './explain-row.ts';
import type { FittedModel } from './fitted-model.ts';
import { mixableTable } from './mixable-table.ts';
import type { Model } from './model.ts';
import { rowReader } from './read-row.ts';
import { servingDoor } from './serving-door.ts';
import { predictionReader, toTableAnswers } from './to-answers.ts';
import { toMembers } from './to-members.ts';

/** The parts of a model that answers. */
export interface ModelParts {
  readonly manifest: Manifest;
  readonly fitted: FittedModel;
  /** Where explanations come from; without it `explain` refuses. */
  readonly explain?: ExplainFile;
}

/**
 * Puts a model together that answers rows and tables.
 *
 * Single rows, batches and tables run the same arithmetic: their answers agree to the last bit. The model
 * reuses one row of memory, so it must not be shared between threads.
 */
export function createModel({ manifest, fitted, explain }: ModelParts): Model {
  const { signature, graphs, decision } = fitted;
  const runs = graphs.map(graphRun);
  const read = rowReader(
    signature,
    runs.map(({ slots }, g) => ({ inputs: graphs[g].inputs, slots })),
  );
  const answer = answering(fitted);
  const beside = besideAnswers(fitted);
  const toPrediction = predictionReader(signature, decision);
  const door = servingDoor(manifest, signature);

  const prepare = (rows: readonly Row[]): Features[] => {
    const writers = runs.map(({ begin }) => begin(rows.length));
    for (let i = 0; i < rows.length; i++) {
      if (!read(rows[i])) {
        door.refuse(rows);
        invariant(false, 'a row that cannot be read has an issue');
      }
      for (const { write } of writers) write(i);
    }
    return writers.map(({ take }) => take());
  };
  const answersTo = (rows: readonly Row[]): Float64Array => answer(prepare(rows));
  const predictRows = (rows: readonly Row[]) => {
    const prepared = prepare(rows);
    const made = answer(prepared);
    if (beside === undefined) return rows.map((_, i) => toPrediction(made, i));
    const said = beside(prepared);
    return rows.map((_, i) => ({ ...toPrediction(made, i), ...besideRow(said, i) }));
  };
  const predictRow = (row: Row) => {
    door.guard([row]);
    return predictRows([row])[0];
  };
  const prepareAll = (table: Table): Features[] =>
    graphs.map((graph) => prepareTable(graph, table));

  const explainSteps: Model['explainSteps'] = (row, options) => {
    const prediction = predictRow(row);
    const rows = tableFromRows(signature.inputs, [row, ...(explain?.background ?? [])]);
    const mixable = mixableTable(graphs, rows);
    const answers = (x: Matrix) => answer(mixable.rowsOf(x));
    return explainRowSteps({ signature, row, prediction, mixable, answers, answersTo }, options);
  };
  return {
    manifest,
    signature,
    members: toMembers(fitted),
    predictRow,
    check: door.check,
    predict(rows) {
      door.guard(rows);
      return predictRows(rows);
    },
    answer(rows) {
      const found = door.pass(rows);
      return { predictions: predictRows(rows), ...found };
    },
    predictTable(table) {
      const prepared = prepareAll(conformTable(signature, table));
      const answers = toTableAnswers(answer(prepared), signature, decision);
      return beside === undefined ? answers : { ...answers, beside: beside(prepared) };
    },
    explain: (row, options) => finish(explainSteps(row, options)),
    explainSteps,
  };
}

/** A compiled graph that writes one batch of rows after the other. */
function graphRun(graph: TransformGraph) {
  const { slots, nOutputs, run, runSparse } = compileGraph(graph);
  const sparse = sparseRows(nOutputs);
  const one = zeros(1, nOutputs);
  if (makesSparseRows(graph.recipe))
    return { slots, begin: () => ({ write: () => runSparse(sparse), take: () => sparse.take() }) };
  return {
    slots,
    begin(nRows: number) {
      const x = nRows === 1 ? one : zeros(nRows, nOutputs);
      return { write: (i: number) => run(x.values, i * nOutputs), take: () => x };
    },
  };
}
