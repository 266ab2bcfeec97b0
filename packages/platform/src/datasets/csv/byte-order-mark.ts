import type { FileHandle } from 'node:fs/promises';

/** Whether bytes begin with the mark of UTF-8. */
export function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Bytes of the mark at the start of a file: 0 or 3. */
export async function markLength(file: FileHandle): Promise<0 | 3> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(3), 0, 3, 0);
  return hasMark(buffer.subarray(0, bytesRead)) ? 3 : 0;
}
