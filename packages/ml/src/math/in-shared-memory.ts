/** Absent in a browser whose page is not isolated from others: its threads get copies then, and all works as well. */
const hasSharedMemory = (): boolean => typeof SharedArrayBuffer === 'function';

/** The same numbers in memory that threads share: a copy, or the array itself where it lies there already. */
export function inSharedMemory<Numbers extends Float64Array | Int32Array>(
  values: Numbers,
): Numbers {
  if (!hasSharedMemory() || values.buffer instanceof SharedArrayBuffer) return values;
  const Type = values.constructor as new (buffer: ArrayBufferLike) => Numbers;
  const copy = new Type(sharedBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

/** Room for doubles, all 0, that threads share; for this thread alone where the runtime has no shared memory. */
export function sharedDoubles(length: number): Float64Array {
  return new Float64Array(sharedBuffer(8 * length));
}

/** Room for bytes, all 0, that threads share; for this thread alone where the runtime has no shared memory. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(sharedBuffer(length));
}

function sharedBuffer(nBytes: number): ArrayBufferLike {
  return hasSharedMemory() ? new SharedArrayBuffer(nBytes) : new ArrayBuffer(nBytes);
}
