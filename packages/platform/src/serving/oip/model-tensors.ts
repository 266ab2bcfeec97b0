import type { InputField, OutputField, Signature } from '@kaizenml/contracts';
import type { Datatype } from '../../runtimes/index.ts';
import type { TensorMetadata } from './tensor.ts';

const DATATYPE_OF_KIND: Readonly<Record<InputField['kind'], Datatype>> = {
  number: 'FP64',
  date: 'BYTES',
  boolean: 'BOOL',
  category: 'BYTES',
  text: 'BYTES',
  id: 'BYTES',
};

/** What answers of models without a target say besides. */
const BESIDE: Readonly<
  Record<NonNullable<OutputField['unlabeled']>, readonly (readonly [string, Datatype])[]>
> = {
  clusters: [['distance', 'FP64']],
  anomalies: [
    ['is_anomaly', 'BOOL'],
    ['reasons', 'BYTES'],
  ],
};

/** The inputs of a model of rows: a tensor per column, its one dimension the batch. Dates are ISO 8601 text. */
export function inputTensors({ inputs }: Pick<Signature, 'inputs'>): readonly TensorMetadata[] {
  return inputs.map(({ name, kind }) => ({ name, datatype: DATATYPE_OF_KIND[kind], shape: [-1] }));
}

/**
 * The outputs of a model of rows: `prediction`, then the `probabilities` of classes or the `quantiles` of a number, then what is said besides.
 *
 * The names of classes and the levels of quantiles are JSON in the parameters `classes` and `levels`, since parameters hold no lists.
 */
export function outputTensors({ output }: Pick<Signature, 'output'>): readonly TensorMetadata[] {
  const { classes, quantiles, unlabeled } = output;
  return [
    { name: 'prediction', datatype: classes === undefined ? 'FP64' : 'BYTES', shape: [-1] },
    ...(classes === undefined
      ? []
      : [vectors('probabilities', { of: 'classes', entries: classes })]),
    ...(quantiles === undefined
      ? []
      : [vectors('quantiles', { of: 'levels', entries: quantiles })]),
    ...(unlabeled === undefined ? [] : BESIDE[unlabeled]).map(([name, datatype]) => ({
      name,
      datatype,
      shape: [-1],
    })),
  ];
}

function vectors(
  name: string,
  { of, entries }: { readonly of: string; readonly entries: readonly (string | number)[] },
): TensorMetadata {
  return {
    name,
    datatype: 'FP64',
    shape: [-1, entries.length],
    parameters: { [of]: JSON.stringify(entries) },
  };
}
