/** Element types in the words of the Open Inference Protocol. */
export type Datatype =
  | 'BOOL'
  | 'UINT8'
  | 'UINT16'
  | 'UINT32'
  | 'UINT64'
  | 'INT8'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'FP16'
  | 'FP32'
  | 'FP64'
  | 'BF16'
  | 'BYTES';

/**
 * Elements of a tensor, row-major.
 *
 * BOOL is bytes of 0 and 1; FP16 and BF16 are their bits, so that a model that takes them gets them untouched; BYTES is
 * text, null where a caller says that it is missing.
 */
export type TensorValues =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array
  | readonly (string | null)[];

/** A tensor of a model, a request or an answer. */
export interface Tensor {
  readonly datatype: Datatype;
  /** Length of each axis, none for a single value; their product is the number of elements. */
  readonly shape: readonly number[];
  readonly values: TensorValues;
}

/** Tensors by the name of the input or output. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** Number of values that a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
