import {
  HAS_PAIRS,
  type Heap,
  LEVEL_BYTES,
  LEVEL_COUNT,
  LEVEL_LENGTH,
  LEVEL_START,
  SHORT_BYTES,
} from '../kernels/index.ts';

/** Different texts of a column and their rows. */
export interface CellLevels {
  /** As written, blanks and marks of missing values too; quotes are taken off. Bytes that are no UTF-8 become U+FFFD. */
  readonly texts: readonly string[];
  readonly counts: Float64Array;
  /** Whether two of the texts may be the same, written in two ways. Default false. */
  readonly mayRepeat?: boolean;
}

/** The language's own library does not describe it, and the description of browsers would bring the DOM along. */
interface Decoder {
  decode(bytes: Uint8Array): string;
}
const { TextDecoder } = globalThis as unknown as {
  readonly TextDecoder: new (encoding: string, options: { readonly ignoreBOM: boolean }) => Decoder;
};

const LEVEL_WORDS = LEVEL_BYTES / 4;

/** Reads levels out of the memory of kernels: all bytes are decoded at once and then cut, where they are ASCII. */
export function readLevels(heap: Heap, at: number, n: number): CellLevels {
  const words = new Uint32Array(heap.memory.buffer, at, LEVEL_WORDS * n);
  const marked = (k: number): number => words[LEVEL_WORDS * k + LEVEL_LENGTH] ?? 0;
  const lengthOf = (k: number): number => marked(k) & ~HAS_PAIRS;
  const stops = new Float64Array(n);
  const counts = new Float64Array(n);
  let [total, hasPairs] = [0, false];
  for (let k = 0; k < n; k++) {
    stops[k] = total += lengthOf(k);
    hasPairs ||= marked(k) >= HAS_PAIRS;
    counts[k] = words[LEVEL_WORDS * k + LEVEL_COUNT] ?? 0;
  }
  const bytes = new Uint8Array(total);
  const memory = new Uint8Array(heap.memory.buffer);
  for (let k = 0, out = 0; k < n; k++) {
    const length = lengthOf(k);
    const start =
      length <= SHORT_BYTES ? at + LEVEL_BYTES * k : (words[LEVEL_WORDS * k + LEVEL_START] ?? 0);
    for (let i = 0; i < length; i++) bytes[out++] = memory[start + i] as number;
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const all = decoder.decode(bytes);
  const isAscii = all.length === total;
  const texts = Array.from({ length: n }, (_, k) => {
    const [start, stop] = [k === 0 ? 0 : stops[k - 1], stops[k]];
    const text = isAscii ? all.slice(start, stop) : decoder.decode(bytes.subarray(start, stop));
    return marked(k) >= HAS_PAIRS ? text.replaceAll('""', '"') : text;
  });
  return { texts, counts, mayRepeat: hasPairs };
}
