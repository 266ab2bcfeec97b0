const [LF, QUOTE] = [10, 34];

/**
 * The place behind the last record that ends in some bytes, or 0: a line feed that no quotes enclose.
 *
 * A quote opens at the start of a cell only, so that one within a cell (`5" pipe`) moves no border.
 *
 * @param bytes Start at a record.
 * @param delimiter Undefined where quotes mean nothing: lines of JSON have no line feed within.
 * @cost A search for one byte where there is no quote, else about 2 ns per byte.
 */
export function lastRecordEnd(bytes: Uint8Array, delimiter: string | undefined): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (delimiter === undefined || text.indexOf(QUOTE) < 0) return text.lastIndexOf(LF) + 1;
  const separator = delimiter.charCodeAt(0);
  let [isQuoted, isStart, closedAt, end] = [false, true, -2, 0];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (isQuoted) {
      if (byte !== QUOTE) continue;
      [isQuoted, closedAt] = [false, i];
    } else if (byte === QUOTE) {
      if (isStart || closedAt === i - 1) isQuoted = true;
      isStart = false;
    } else if (byte === LF) {
      [isStart, end] = [true, i + 1];
    } else isStart = byte === separator || (isStart && byte === 32);
  }
  return end;
}
