import type { Datatype, TensorValues } from '../../runtimes/index.ts';
import { toBrain, toHalf } from './short-floats.ts';

/** Typed array of each datatype that is not text. */
export const ARRAYS = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  UINT64: BigUint64Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  FP16: Uint16Array,
  FP32: Float32Array,
  FP64: Float64Array,
  BF16: Uint16Array,
} as const satisfies Record<Exclude<Datatype, 'BYTES'>, unknown>;

/**
 * The elements of a tensor from JavaScript values that fit its datatype.
 *
 * @param elements Booleans, numbers, BigInt for 64-bit integers, texts or null for BYTES.
 */
export function makeValues(
  datatype: Datatype,
  elements: readonly (number | bigint | boolean | string | null)[],
): TensorValues {
  switch (datatype) {
    case 'BYTES':
      return elements as readonly (string | null)[];
    case 'INT64':
    case 'UINT64':
      return ARRAYS[datatype].from(elements as readonly bigint[]);
    case 'FP16':
      return Uint16Array.from(elements as readonly number[], toHalf);
    case 'BF16':
      return Uint16Array.from(elements as readonly number[], toBrain);
    default:
      return new ARRAYS[datatype](elements.map(Number));
  }
}
