import { type ExplainFile, invariant, type Manifest, type Row } from '@kaizenml/contracts';
import { type Features, type Matrix, zeros } from '../math/index.ts';
import { answerRows } from '../models/index.ts';
import {
  blocksOf,
  compileGraph,
  makesSparseRows,
  prepareTable,
  sparseRows,
} from '../preprocess/index.ts';
import { type Table, tableFromRows } from '../table/index.ts';
import { conformTable } from './conform-table.ts';
import { explainRow } from './explain-row.ts';
import { explainedRows } from './explained-rows.ts';
import type { FittedModel } from './fitted-model.ts';
import type { Model } from './model.ts';
import type { AnyPredictor } from './predictors.ts';
import { rowReader } from './read-row.ts';
import { servingDoor } from './serving-door.ts';
import { predictionReader, toTableAnswers } from './to-answers.ts';

/** The parts of a model that answers. */
export interface ModelParts {
  readonly manifest: Manifest;
  readonly fitted: FittedModel;
  readonly estimator: AnyPredictor;
  /** Where explanations come from; without it `explain` refuses. */
  readonly explain?: ExplainFile;
}

/**
 * Puts a model together that answers rows and tables.
 *
 * Single rows, batches and tables run the same arithmetic: their answers agree to the last bit. The model
 * reuses one row of memory, so it must not be shared between threads.
 */
export function createModel({ manifest, fitted, estimator, explain }: ModelParts): Model {
  const { signature, graph } = fitted;
  const { state } = fitted.estimator;
  const compiled = compileGraph(graph);
  const read = rowReader(signature, graph.inputs, compiled.slots);
  const toPrediction = predictionReader(signature);
  const door = servingDoor(manifest, signature);
  const isSparse = makesSparseRows(graph.recipe);
  const one = zeros(1, isSparse ? 0 : compiled.nOutputs);
  const sparse = sparseRows(compiled.nOutputs);
  const answers = (x: Features): Float64Array => answerRows(estimator, state, x);

  const prepare = (rows: readonly Row[], x: Matrix): Features => {
    for (let i = 0; i < rows.length; i++) {
      if (!read(rows[i])) {
        door.refuse(rows);
        invariant(false, 'a row that cannot be read has an issue');
      }
      if (isSparse) compiled.runSparse(sparse);
      else compiled.run(x.values, i * compiled.nOutputs);
    }
    return isSparse ? sparse.take() : x;
  };
  const predictRow = (row: Row) => {
    door.guard([row]);
    return toPrediction(answers(prepare([row], one)), 0);
  };
  const answersTo = (rows: readonly Row[]): Float64Array =>
    answers(prepare(rows, zeros(rows.length, isSparse ? 0 : compiled.nOutputs)));
  const predictRows = (rows: readonly Row[]) => {
    const made = answersTo(rows);
    return rows.map((_, i) => toPrediction(made, i));
  };
  const toRows = (table: Table): Features => prepareTable(graph, conformTable(signature, table));
  const blocks = blocksOf(graph);
  let background: Features | undefined;

  return {
    manifest,
    signature,
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
    predictTable: (table) => toTableAnswers(answers(toRows(table)), signature),
    explain(row, options) {
      const prediction = predictRow(row);
      background ??= prepareTable(
        graph,
        tableFromRows(signature.inputs, explain?.background ?? []),
      );
      const rows = explainedRows(prepare([row], one), background, { blocks, answers });
      return explainRow({ signature, row, prediction, ...rows, answersTo }, options);
    },
  };
}
