import type { TensorEntry } from '@kaizenml/contracts';

/** The typed arrays that a state may hold. */
export type Tensor = Float64Array | Float32Array | Int32Array | Uint16Array | Uint8Array;

const LAYOUTS = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u16: Uint16Array,
  u8: Uint8Array,
} as const;

/** Names of the element types in `weights.bin`. */
export const DTYPES = Object.keys(LAYOUTS) as readonly TensorEntry['dtype'][];

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Bytes of one element. */
export function elementBytes(dtype: TensorEntry['dtype']): number {
  return LAYOUTS[dtype].BYTES_PER_ELEMENT;
}

/** Element type of a value, or undefined when it is not a typed array that a state may hold. */
export function dtypeOf(value: unknown): TensorEntry['dtype'] | undefined {
  return DTYPES.find((dtype) => value instanceof LAYOUTS[dtype]);
}

/** Writes the elements to `bytes`, little-endian, from `offset`. */
export function writeTensor(tensor: Tensor, bytes: Uint8Array, offset: number): void {
  bytes.set(new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength), offset);
  if (!IS_LITTLE_ENDIAN)
    swap(bytes.subarray(offset, offset + tensor.byteLength), tensor.BYTES_PER_ELEMENT);
}

/**
 * A copy of the elements of an entry; the caller has checked that it lies within the bytes.
 *
 * Not by `slice`: what Node reads from a file is a Buffer, whose `slice` copies nothing.
 */
export function readTensor({ dtype, length, offset }: TensorEntry, bytes: Uint8Array): Tensor {
  const copy = new Uint8Array(length * elementBytes(dtype));
  copy.set(bytes.subarray(offset, offset + copy.length));
  if (!IS_LITTLE_ENDIAN) swap(copy, elementBytes(dtype));
  return new LAYOUTS[dtype](copy.buffer, 0, length);
}

function swap(bytes: Uint8Array, width: number): void {
  for (let i = 0; i < bytes.length; i += width) bytes.subarray(i, i + width).reverse();
}
