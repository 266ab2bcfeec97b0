import type { Prediction, Signature } from '@kaizenml/contracts';
import { makeValues } from './make-values.ts';
import { outputTensors } from './model-tensors.ts';
import type { NamedTensor, TensorMetadata } from './tensor.ts';

/**
 * The answers to rows as tensors, in the order of `outputTensors`.
 *
 * @shape prediction: n; probabilities: n x classes; quantiles: n x levels
 */
export function answerTensors(
  signature: Pick<Signature, 'output'>,
  predictions: readonly Prediction[],
): readonly NamedTensor[] {
  const { classes, quantiles } = signature.output;
  const levels = quantiles?.map(String);
  return outputTensors(signature).map((tensor) => {
    switch (tensor.name) {
      case 'prediction':
        return column(
          tensor,
          predictions.map(({ prediction }) => prediction),
        );
      case 'probabilities':
        return matrix(tensor, {
          keys: classes ?? [],
          rows: predictions.map(({ probabilities }) => probabilities),
        });
      case 'quantiles':
        return matrix(tensor, {
          keys: levels ?? [],
          rows: predictions.map((each) => each.quantiles),
        });
      default:
        return column(
          tensor,
          predictions.map(({ beside }) => beside?.[tensor.name] ?? null),
        );
    }
  });
}

function column(
  { name, datatype, parameters }: TensorMetadata,
  cells: readonly (string | number | boolean | null)[],
): NamedTensor {
  const isFloat = datatype === 'FP64';
  const elements = isFloat ? cells.map((cell) => cell ?? Number.NaN) : cells;
  return {
    name,
    datatype,
    shape: [cells.length],
    values: makeValues(datatype, elements),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

function matrix(
  { name, datatype, parameters }: TensorMetadata,
  {
    keys,
    rows,
  }: {
    readonly keys: readonly string[];
    readonly rows: readonly (Readonly<Record<string, number>> | undefined)[];
  },
): NamedTensor {
  const values = new Float64Array(rows.length * keys.length);
  for (const [i, row] of rows.entries())
    for (const [k, key] of keys.entries()) values[i * keys.length + k] = row?.[key] ?? Number.NaN;
  return {
    name,
    datatype,
    shape: [rows.length, keys.length],
    values,
    ...(parameters === undefined ? {} : { parameters }),
  };
}
