import type { CellKernels } from './cells.ts';
import type { LinearMemory } from './web-assembly.ts';

const [LF, CR, SPACE] = [10, 13, 32];
const [SHORT, LEVEL, PAIRS] = [16, 32, 0x8000_0000];
const WORD = (1n << 64n) - 1n;
const MIX = 0x9e3779b97f4a7c15n;
const STIR = 0xd6e8feb86659fd93n;

function stir(hash: bigint): bigint {
  const mixed = ((hash ^ (hash >> 32n)) * STIR) & WORD;
  return mixed ^ (mixed >> 29n);
}

/** Where the cell that ends at a separator lies, without its quotes; undefined where it is not regular. */
function boundsAt(
  all: Uint8Array,
  words: DataView,
  at: number,
  {
    isLast,
    isAlone,
    delimiter,
    quote,
  }: {
    readonly isLast: boolean;
    readonly isAlone: boolean;
    readonly delimiter: number;
    readonly quote: number;
  },
): { readonly start: number; readonly end: number; readonly isEnclosed: boolean } | undefined {
  const start = words.getUint32(at - 4, true) + 1;
  let end = words.getUint32(at, true);
  if (all[end] !== (isLast ? LF : delimiter)) return undefined;
  if (isLast && end > start && all[end - 1] === CR) end--;
  const isEnclosed = quote !== 0 && end > start && all[start] === quote;
  const hasInk = all.subarray(start, end).some((byte) => byte !== SPACE);
  if (!isEnclosed) return isAlone && !hasInk ? undefined : { start, end, isEnclosed };
  if (end - start < 2 || all[end - 1] !== quote) return undefined;
  return { start: start + 1, end: end - 1, isEnclosed };
}

const DECIMAL = /^([+-]?)(?!0\d)(?=\.?\d)(\d*)(\.?)(\d*)(?:[eE]([+-]?\d{1,3}))?$/;

/** The number of a plain decimal, NaN of nothing, undefined where it has many digits, is none, or a double would change it. */
function plainDecimal(text: string): number | undefined {
  const trimmed = text.replace(/^ +| +$/g, '');
  if (trimmed === '') return Number.NaN;
  const [, , whole = '', point = '', parts = '', exponent] = DECIMAL.exec(trimmed) ?? [];
  const digits = `${whole}${parts}`;
  const isLong = point === '' && exponent === undefined && BigInt(digits || 0) > 1n << 53n;
  const number = Number(trimmed);
  const isMany = digits.replace(/^0+/, '').length > 19;
  return digits === '' || isMany || isLong || !Number.isFinite(number) ? undefined : number;
}

/** The kernels on cells in plain TypeScript. */
export function cellsTwin(memory: LinearMemory): CellKernels {
  const bytes = () => new Uint8Array(memory.buffer);
  const view = () => new DataView(memory.buffer);

  const cut: CellKernels['cut'] = (text, length, delimiter, quote, isLast, ends) => {
    const [all, words] = [bytes(), view()];
    const stop = text + length;
    let [out, isQuoted] = [ends, false];
    for (let at = text; at < stop; at++) {
      const byte = all[at];
      const next = at + 1 < stop ? all[at + 1] : LF;
      if (isQuoted) {
        if (byte !== quote) continue;
        if (next === quote) at++;
        else if (next === delimiter || next === LF || next === CR) isQuoted = false;
        else return -1;
      } else if (byte === LF || byte === delimiter) {
        words.setUint32(out, at, true);
        out += 4;
      } else if (byte === CR) {
        if (at + 1 < stop ? next !== LF : isLast !== 0) return -1;
      } else if (quote !== 0 && byte === quote) {
        const before = at === text ? LF : all[at - 1];
        if (before === SPACE) return -1;
        isQuoted = before === LF || before === delimiter;
      }
    }
    return isQuoted && isLast !== 0 ? -1 : (out - ends) / 4;
  };

  /** Up to 16 bytes as two words. */
  const wordsOf = (at: number, length: number): [bigint, bigint] => {
    const padded = new DataView(new ArrayBuffer(16));
    for (let k = 0; k < Math.min(16, length); k++) padded.setUint8(k, bytes()[at + k] ?? 0);
    return [padded.getBigUint64(0, true), padded.getBigUint64(8, true)];
  };

  const hashOf = (start: number, length: number, seed: bigint): bigint => {
    let hash = seed;
    for (let k = 0; k <= length; k += 16) {
      const [first, second] = wordsOf(start + k, length - k);
      hash = stir(((stir(hash ^ first) ^ second) * MIX) & WORD);
      if (length <= SHORT) break;
    }
    return hash;
  };

  const code: CellKernels['code'] = (
    column,
    arena,
    ends,
    nColumns,
    place,
    nRecords,
    delimiter,
    quote,
    codes,
    hashes,
  ) => {
    const [all, words] = [bytes(), view()];
    const word = (at: number): number => words.getUint32(at, true);
    const put = (at: number, value: number): void => words.setUint32(at, value, true);
    const [slots, mask, levels] = [word(column), word(column + 4), word(column + 8)];
    const isLast = place === nColumns - 1;
    const isLevel = (level: number, start: number, length: number, marked: number): boolean => {
      if (word(level + 20) !== marked) return false;
      const at = length <= SHORT ? level : word(level + 16);
      for (let k = 0; k < length; k++) if (all[at + k] !== all[start + k]) return false;
      return true;
    };
    const add = (slot: number, start: number, length: number, marked: number, hash: bigint) => {
      const found = word(column + 12) + 1;
      put(column + 12, found);
      put(slots + 4 * slot, found);
      const level = levels + (found - 1) * LEVEL;
      const [key, rest] = length <= SHORT ? wordsOf(start, length) : [hash, 0n];
      words.setBigUint64(level, key, true);
      words.setBigUint64(level + 8, rest, true);
      put(level + 20, marked);
      put(level + 24, 0);
      put(level + 28, Number(hash & 0xffff_ffffn));
      if (length <= SHORT) return;
      put(level + 16, word(arena));
      all.copyWithin(word(arena), start, start + length);
      put(arena, word(arena) + length);
    };
    for (let i = 0; i < nRecords; i++) {
      const at = ends + 4 * (i * nColumns + place);
      const found = boundsAt(all, words, at, { isLast, isAlone: nColumns === 1, delimiter, quote });
      if (found === undefined) return -1 - i;
      const { start, end, isEnclosed } = found;
      const flag = isEnclosed && all.subarray(start, end).includes(quote) ? PAIRS : 0;
      const length = end - start;
      const marked = (length | flag) >>> 0;
      const hash = hashOf(start, length, (BigInt(marked) * MIX) & WORD);
      let slot = Number(hash & BigInt(mask));
      while (word(slots + 4 * slot) !== 0) {
        if (isLevel(levels + (word(slots + 4 * slot) - 1) * LEVEL, start, length, marked)) break;
        slot = (slot + 1) & mask;
      }
      if (word(slots + 4 * slot) === 0) add(slot, start, length, marked, hash);
      const known = word(slots + 4 * slot);
      const level = levels + (known - 1) * LEVEL;
      put(level + 24, word(level + 24) + 1);
      if (codes !== 0) put(codes + 4 * i, known - 1);
      if (hashes === 0) continue;
      const before = place === 0 ? 0n : words.getBigUint64(hashes + 8 * i, true);
      words.setBigUint64(hashes + 8 * i, stir((before * MIX + hash) & WORD), true);
    }
    return nRecords;
  };

  const numbers: CellKernels['numbers'] = (
    ends,
    nColumns,
    place,
    nRecords,
    delimiter,
    quote,
    values,
    hard,
  ) => {
    const [all, words] = [bytes(), view()];
    let out = hard;
    for (let i = 0; i < nRecords; i++) {
      const at = ends + 4 * (i * nColumns + place);
      const found = boundsAt(all, words, at, {
        isLast: place === nColumns - 1,
        isAlone: nColumns === 1,
        delimiter,
        quote,
      });
      if (found === undefined) return -1 - i;
      const { start, end } = found;
      const number = plainDecimal(String.fromCharCode(...all.subarray(start, end)));
      words.setFloat64(values + 8 * i, number ?? Number.NaN, true);
      if (number !== undefined) continue;
      for (const [k, word] of [i, start, end].entries()) words.setUint32(out + 4 * k, word, true);
      out += 12;
    }
    return (out - hard) / 12;
  };

  const spans: CellKernels['spans'] = (
    ends,
    nColumns,
    place,
    nRecords,
    delimiter,
    quote,
    base,
    found,
  ) => {
    const [all, words] = [bytes(), view()];
    for (let i = 0; i < nRecords; i++) {
      const at = boundsAt(all, words, ends + 4 * (i * nColumns + place), {
        isLast: place === nColumns - 1,
        isAlone: nColumns === 1,
        delimiter,
        quote,
      });
      if (at === undefined) return -1 - i;
      const { start, end, isEnclosed } = at;
      const marks = isEnclosed && all.subarray(start, end).includes(quote) ? PAIRS : 0;
      words.setUint32(found + 8 * i, start - base, true);
      words.setUint32(found + 8 * i + 4, ((end - start) | marks) >>> 0, true);
    }
    return nRecords;
  };

  const hashNumbers: CellKernels['hashNumbers'] = (values, place, nRecords, hashes) => {
    const words = view();
    const bits = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < nRecords; i++) {
      const value = words.getFloat64(values + 8 * i, true) + 0;
      bits.setFloat64(0, value, true);
      const word = Number.isNaN(value) ? 1n : bits.getBigUint64(0, true);
      const before = place === 0 ? 0n : words.getBigUint64(hashes + 8 * i, true);
      const hash = stir((word * MIX) & WORD);
      words.setBigUint64(hashes + 8 * i, stir((before * MIX + hash) & WORD), true);
    }
  };

  const refill: CellKernels['refill'] = (column) => {
    const words = view();
    const [slots, mask, levels, nLevels] = [0, 4, 8, 12].map((at) =>
      words.getUint32(column + at, true),
    ) as [number, number, number, number];
    for (let k = 0; k < nLevels; k++) {
      let slot = words.getUint32(levels + k * LEVEL + 28, true) & mask;
      while (words.getUint32(slots + 4 * slot, true) !== 0) slot = (slot + 1) & mask;
      words.setUint32(slots + 4 * slot, k + 1, true);
    }
  };

  const partition: CellKernels['partition'] = (words, n, sorted, buckets) => {
    const all = new BigUint64Array(memory.buffer, words, n);
    const upper = (word: bigint): number => Number(word >> 56n);
    const inOrder = [...all].sort((a, b) => upper(a) - upper(b));
    new BigUint64Array(memory.buffer, sorted, n).set(inOrder);
    const starts = new Uint32Array(memory.buffer, buckets, 257).fill(0);
    for (const word of inOrder) starts[upper(word) + 1]++;
    const longest = Math.max(...starts);
    for (let b = 0; b < 256; b++) starts[b + 1] += starts[b];
    return longest;
  };

  const countDistinct: CellKernels['countDistinct'] = (sorted, buckets) => {
    const n = new Uint32Array(memory.buffer, buckets, 257)[256];
    return new Set([...new BigUint64Array(memory.buffer, sorted, n)].map((word) => word | 1n)).size;
  };

  return { cut, code, numbers, spans, hashNumbers, refill, partition, countDistinct };
}
