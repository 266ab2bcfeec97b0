/** Typed arrays that an image is made of. */
type Part = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** Bytes that a kernel reads, put together part by part; places count from the first byte. */
export interface ImageWriter {
  /** Appends a part at the next multiple of 8 and says where it lies. */
  add(part: Part): number;
  bytes(): Uint8Array;
}

export function writeImage(): ImageWriter {
  const parts: { readonly at: number; readonly part: Part }[] = [];
  let length = 0;
  return {
    add(part) {
      const at = length;
      parts.push({ at, part });
      length = Math.ceil((at + part.byteLength) / 8) * 8;
      return at;
    },
    bytes() {
      const bytes = new Uint8Array(length);
      for (const { at, part } of parts)
        bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
      return bytes;
    },
  };
}
