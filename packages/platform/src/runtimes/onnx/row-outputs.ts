import type { OutputField } from '@kaizenml/contracts';
import type { OnnxDescription } from '@kaizenml/ml/onnx';
import { listOf } from './row-columns.ts';
import type { TensorPort } from './tensor-port.ts';

/** Which outputs answer rows, and how. */
export type RowOutputs = { readonly field: OutputField } & (
  | { readonly kind: 'regression'; readonly value: string }
  | {
      readonly kind: 'classification';
      /** Name of the output with the probabilities of every class. */
      readonly probabilities: string;
      /** The output that calls a class; undefined: the most probable one is called. */
      readonly label: string | undefined;
      /** What that output says for each class, as text. */
      readonly labels: readonly string[];
    }
);

/** Names that exporters give such outputs. */
const LABELS: ReadonlySet<string> = new Set(['label', 'output_label', 'prediction']);
const PROBABILITIES: ReadonlySet<string> = new Set([
  'probabilities',
  'output_probability',
  'probability',
]);

/**
 * Finds what answers rows: probabilities with a label, or one number per row.
 *
 * Classes go by the property `class_names` of the file (a JSON list, or names between commas), else by the labels that its
 * operators name, else by their numbers.
 *
 * @param target Name of what is answered.
 * @returns The reason as a sentence where no output is recognised.
 */
export function rowOutputs(
  outputs: readonly TensorPort[],
  { metadata, labels }: Pick<OnnxDescription, 'metadata' | 'labels'>,
  target: string | undefined,
): RowOutputs | string {
  const probabilities = outputs.find(({ name }) => PROBABILITIES.has(name));
  const label = outputs.find(({ name }) => LABELS.has(name));
  if (probabilities !== undefined && isFloat(probabilities)) {
    const given = listOf(metadata.class_names);
    const own = labels?.map(String);
    const nClasses =
      own?.length ??
      (probabilities.shape[1] === -1 ? undefined : probabilities.shape[1]) ??
      given?.length;
    if (probabilities.shape.length !== 2 || nClasses === undefined || nClasses < 2)
      return `Its output "${probabilities.name}" of shape [${probabilities.shape.join(', ')}] is no probability for each of at least two classes.`;
    const numbered = own ?? Array.from({ length: nClasses }, (_, k) => String(k));
    const classes = given?.length === nClasses ? given : numbered;
    if (new Set(classes).size < nClasses) return 'Two of its classes share a name.';
    return {
      kind: 'classification',
      field: {
        name: target ?? 'prediction',
        task: nClasses === 2 ? 'binary' : 'multiclass',
        classes,
      },
      probabilities: probabilities.name,
      label: label?.name,
      labels: label?.datatype === 'BYTES' && own === undefined ? classes : numbered,
    };
  }
  const value = outputs.length === 1 ? outputs[0] : undefined;
  if (value !== undefined && isFloat(value) && isOnePerRow(value))
    return {
      kind: 'regression',
      field: { name: target ?? 'prediction', task: 'regression' },
      value: value.name,
    };
  return `None of its outputs is known to answer rows: it has ${outputs.map(({ name, datatype, shape }) => `"${name}" (${datatype} [${shape.join(', ')}])`).join(', ')}.`;
}

function isFloat({ datatype }: TensorPort): boolean {
  return datatype === 'FP32' || datatype === 'FP64';
}

function isOnePerRow({ shape: [rows, columns = 1, ...more] }: TensorPort): boolean {
  return rows === -1 && columns === 1 && more.length === 0;
}
