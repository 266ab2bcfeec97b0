import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Longest stretch that is compared at once. */
const STRIDE = 4096;
const LF = 10;
/** Lines among which the next one is looked for before it is looked for everywhere. */
const N_NEAR = 32;
/** Deltas above this share of the bytes are not worth the second read. */
const WORTH = 0.9;

/**
 * What turns one text into another, as stretches of the first and new bytes between them; compressed.
 *
 * Made for lines: the texts are walked side by side, and where they differ the next line of the one is looked for in the
 * other. 1 % of changed, added or removed lines cost about 1 % of the bytes, at the speed of comparing memory.
 *
 * @returns undefined when the texts have too little in common.
 */
export function encodeDelta(base: Uint8Array, target: Uint8Array): Uint8Array | undefined {
  const [old, next] = [toBuffer(base), toBuffer(target)];
  const steps: number[] = [];
  const fresh: Buffer[] = [];
  let nFresh = 0;
  const everywhere = createOnce(() => indexLines(old, 0, Number.POSITIVE_INFINITY));
  let i = 0;
  let j = 0;
  while (i < next.length) {
    const copied = equalBytes(old, j, next, i);
    const from = j;
    i += copied;
    j += copied;
    const start = i;
    i = lineEnd(next, i);
    const place = lineEnd(old, j);
    const near = createOnce(() => indexLines(old, place, N_NEAR));
    let found: number | undefined;
    for (let k = 0; i < next.length; k++) {
      if (k === 0) found = sameLine(old, place, next, i);
      found ??= (k < N_NEAR ? near() : everywhere()).get(lineAt(next, i));
      if (found !== undefined) break;
      i = lineEnd(next, i);
    }
    nFresh += i - start;
    if (nFresh > WORTH * next.length) return undefined;
    fresh.push(next.subarray(start, i));
    steps.push(from, copied, i - start);
    j = found ?? old.length;
  }
  const head = Buffer.from(JSON.stringify([next.length, steps]));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const delta = zstdCompressSync(Buffer.concat([length, head, ...fresh]));
  return delta.length > WORTH * next.length ? undefined : delta;
}

/** The text that a delta was made of, given the same base. @throws when the delta is not whole. */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Uint8Array {
  const bytes = zstdDecompressSync(delta);
  const headBytes = bytes.readUInt32LE(0);
  const [size, steps] = JSON.parse(bytes.toString('utf8', 4, 4 + headBytes)) as [number, number[]];
  const text = new Uint8Array(size);
  let at = 0;
  let fresh = 4 + headBytes;
  for (let k = 0; k < steps.length; k += 3) {
    const [from = 0, copied = 0, added = 0] = steps.slice(k, k + 3);
    text.set(base.subarray(from, from + copied), at);
    text.set(bytes.subarray(fresh, fresh + added), at + copied);
    at += copied + added;
    fresh += added;
  }
  return text;
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Length of what two texts have in common from two places on. */
function equalBytes(a: Buffer, aStart: number, b: Buffer, bStart: number): number {
  const most = Math.min(a.length - aStart, b.length - bStart);
  let n = 0;
  for (let size = STRIDE; n + size <= most; n += size)
    if (a.compare(b, bStart + n, bStart + n + size, aStart + n, aStart + n + size) !== 0) break;
  while (n < most && a[aStart + n] === b[bStart + n]) n++;
  return n;
}

function lineEnd(text: Buffer, at: number): number {
  const end = text.indexOf(LF, at);
  return end < 0 ? text.length : end + 1;
}

function lineAt(text: Buffer, at: number): string {
  return text.toString('latin1', at, lineEnd(text, at));
}

/** A line of the old text from which the new one goes on: the next line, or the one after. */
function sameLine(old: Buffer, at: number, next: Buffer, i: number): number | undefined {
  const line = lineAt(next, i);
  let place = at;
  for (let k = 0; k < 2 && place < old.length; k++) {
    if (lineAt(old, place) === line) return place;
    place = lineEnd(old, place);
  }
  return undefined;
}

/** Where lines first stand, from a place on. */
function indexLines(text: Buffer, start: number, most: number): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  for (let at = start, k = 0; at < text.length && k < most; k++) {
    const end = lineEnd(text, at);
    const line = text.toString('latin1', at, end);
    if (!index.has(line)) index.set(line, at);
    at = end;
  }
  return index;
}

function createOnce<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
