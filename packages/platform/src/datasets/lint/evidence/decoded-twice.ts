/** Encodings in which UTF-8 is read by mistake, most frequent first, and how many letters it takes to be sure. */
const ENCODINGS = [
  { label: 'windows-1252', fewest: 1 },
  { label: 'macintosh', fewest: 1 },
  { label: 'windows-1250', fewest: 1 },
  { label: 'windows-1251', fewest: 3 },
  { label: 'ibm866', fewest: 2 },
] as const;
const RUN = /[^\0-\x7f]+/g;

/** Byte of each character beyond ASCII in an encoding of one byte, the control characters of Latin-1 among them. */
function bytesOf(label: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(label);
  const all = Array.from({ length: 128 }, (_, i) => 128 + i);
  return new Map([
    ...all.slice(0, 32).map((byte): [string, number] => [String.fromCharCode(byte), byte]),
    ...all.map((byte): [string, number] => [decoder.decode(Uint8Array.of(byte)), byte]),
  ]);
}

const TABLES = ENCODINGS.map(({ label, fewest }) => ({ bytes: bytesOf(label), fewest }));

/**
 * Whether a text is UTF-8 that was read in an encoding of one byte: what is not ASCII, written in that encoding, is
 * UTF-8 from its first to its last byte.
 *
 * @example
 * isDecodedTwice('MÃ¼ller'); // true
 * isDecodedTwice('Müller'); // false
 */
export function isDecodedTwice(text: string): boolean {
  const runs = text.match(RUN);
  return runs !== null && TABLES.some(({ bytes, fewest }) => nLetters(runs, bytes) >= fewest);
}

/** Letters that the runs are in UTF-8; 0 where a byte does not fit. */
function nLetters(runs: readonly string[], table: ReadonlyMap<string, number>): number {
  let n = 0;
  for (const run of runs) {
    let nMore = 0;
    for (const character of run) {
      const byte = table.get(character);
      if (byte === undefined) return 0;
      const isInside = byte < 0xc0;
      if (isInside !== nMore > 0) return 0;
      if (isInside) nMore--;
      else {
        nMore = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
        n++;
      }
    }
    if (nMore > 0) return 0;
  }
  return n;
}
