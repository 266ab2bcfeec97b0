import type { DatatypeName } from './datatypes.ts';

/** Values that go beside tensors and requests. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/**
 * Elements of a tensor, row-major.
 *
 * BOOL is bytes of 0 and 1; FP16 and BF16 are their bits, so that a model that takes them gets them untouched; BYTES is text, null
 * where a caller says that it is missing.
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

/** A tensor of a request or of an answer. */
export interface Tensor {
  readonly name: string;
  readonly datatype: DatatypeName;
  /** Length of each dimension; their product is the number of elements. */
  readonly shape: readonly number[];
  readonly values: TensorValues;
  readonly parameters?: Parameters;
}

/** What a model says of a tensor. */
export interface TensorMetadata {
  readonly name: string;
  readonly datatype: DatatypeName;
  /** -1 for a dimension of any length. */
  readonly shape: readonly number[];
  readonly parameters?: Parameters;
}
