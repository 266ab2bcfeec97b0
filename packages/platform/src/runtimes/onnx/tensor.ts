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
  | 'BYTES';

/** Values of a tensor, row-major: BOOL as 0 and 1, FP16 as its bits, BYTES as text. */
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
  | readonly string[];

/** An array with the lengths of its axes. */
export interface Tensor {
  readonly datatype: Datatype;
  /** Length of each axis; none for a single value. */
  readonly shape: readonly number[];
  readonly values: TensorValues;
}

/** Tensors by the name of the input or output. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** An input or output of a model. */
export interface TensorPort {
  readonly name: string;
  readonly datatype: Datatype;
  /** -1 where an axis takes every length. */
  readonly shape: readonly number[];
  /** The file says no shape: any number of axes is taken, and `shape` is `[-1]`. */
  readonly isShapeless?: true;
}

/** Number of values that a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
