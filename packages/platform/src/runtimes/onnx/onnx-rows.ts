import {
  AppError,
  invariant,
  listNames,
  type Prediction,
  type Row,
  type Signature,
} from '@kaizenml/contracts';
import { assertRows, type TableAnswers } from '@kaizenml/ml/artifact';
import { type Table, tableFromRows } from '@kaizenml/ml/table';
import type { Tensors } from '../tensor.ts';
import type { OnnxModel } from './open-onnx.ts';
import { type RowColumn, rowColumns } from './row-columns.ts';
import { type RowOutputs, rowOutputs } from './row-outputs.ts';
import type { TensorPort } from './tensor-port.ts';
import { toTensors } from './to-tensors.ts';

/** How the tensors of a model stand for rows and their answers. */
export interface RowForm {
  readonly signature: Signature;
  readonly inputs: readonly TensorPort[];
  readonly columns: readonly RowColumn[];
  readonly outputs: RowOutputs;
}

/**
 * How rows are put to a model and its answers read.
 *
 * @param target Name of what is answered. Default: `prediction`.
 * @returns The reason as a sentence where it can only be asked by tensors.
 */
export function rowFormOf(
  model: Pick<OnnxModel, 'inputs' | 'outputs' | 'description'>,
  target?: string,
): RowForm | string {
  const columns = rowColumns(model.inputs, model.description.metadata);
  if (typeof columns === 'string') return columns;
  const outputs = rowOutputs(model.outputs, model.description, target);
  if (typeof outputs === 'string') return outputs;
  const signature = { inputs: columns.map(({ field }) => field), output: outputs.field };
  return { signature, inputs: model.inputs, columns, outputs };
}

/** Options of a call. */
interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A model that answers rows. */
export interface OnnxRows {
  readonly signature: Signature;
  /** Answers rows, in their order. @throws INPUT_SCHEMA_MISMATCH with every problem; MODEL_RUN_FAILED */
  answer(rows: readonly Row[], options?: CallOptions): Promise<Prediction[]>;
  /** Answers a table with the columns and kinds of the signature. @throws INPUT_SCHEMA_MISMATCH, MODEL_RUN_FAILED */
  answerTable(table: Table, options?: CallOptions): Promise<TableAnswers>;
}

/** Puts rows to an open model. */
export function onnxRows(model: OnnxModel, form: RowForm): OnnxRows {
  const { signature, outputs } = form;
  const wanted =
    outputs.kind === 'regression'
      ? [outputs.value]
      : [outputs.probabilities, ...(outputs.label === undefined ? [] : [outputs.label])];
  const answerTable = async (table: Table, { signal }: CallOptions = {}) =>
    toTableAnswers(await model.run(toTensors(table, form), wanted, { signal }), outputs);
  return {
    signature,
    answerTable,
    async answer(rows, options) {
      assertRows(signature, rows);
      const answers = await answerTable(tableFromRows(signature.inputs, rows), options);
      return rows.map((_, i) => toPrediction(answers, i, signature));
    },
  };
}

function toTableAnswers(made: Tensors, outputs: RowOutputs): TableAnswers {
  if (outputs.kind === 'regression')
    return { kind: 'regression', values: doublesOf(made, outputs.value) };
  const probabilities = doublesOf(made, outputs.probabilities);
  const k = outputs.labels.length;
  const nRows = probabilities.length / k;
  const said = outputs.label === undefined ? undefined : made[outputs.label]?.values;
  const classes = Int32Array.from({ length: nRows }, (_, i) =>
    said === undefined
      ? likeliest(probabilities, i * k, k)
      : placeOf(String(said[i]), outputs.labels),
  );
  return { kind: 'classification', classes, probabilities };
}

function toPrediction(answers: TableAnswers, row: number, { output }: Signature): Prediction {
  if (answers.kind === 'regression') return { prediction: answers.values[row] as number };
  const classes = output.classes ?? [];
  const called = answers.classes[row] ?? -1;
  const probability = (k: number) => answers.probabilities[row * classes.length + k] as number;
  return {
    prediction: classes[called] ?? String(called),
    probabilities: Object.fromEntries(classes.map((name, k) => [name, probability(k)])),
  };
}

function doublesOf(made: Tensors, name: string): Float64Array {
  const values = made[name]?.values;
  invariant(
    values instanceof Float32Array || values instanceof Float64Array,
    `"${name}" is of floating-point numbers`,
  );
  return Float64Array.from(values);
}

function placeOf(label: string, labels: readonly string[]): number {
  const place = labels.indexOf(label);
  if (place >= 0) return place;
  throw new AppError('MODEL_RUN_FAILED', {
    message: `The model must call one of its classes (${listNames(labels)}), got "${label}".`,
    hint: 'Name its classes in their order with the property `class_names` of the file, or ask it by tensors.',
    details: { label, labels },
  });
}

function likeliest(probabilities: Float64Array, from: number, k: number): number {
  let best = 0;
  for (let c = 1; c < k; c++)
    if ((probabilities[from + c] as number) > (probabilities[from + best] as number)) best = c;
  return best;
}
