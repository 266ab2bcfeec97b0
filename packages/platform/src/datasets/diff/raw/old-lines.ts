import type { RawChunk } from '../../versions/raw-manifest.ts';
import { type LineFacts, lineFacts } from './line-facts.ts';

/** A file as chunks, whose first line may be one of names. */
export interface ChunkedFile {
  readonly chunks: readonly RawChunk[];
  /** Bytes of the line of names; 0 where there is none. */
  readonly headerBytes: number;
}

/** What a chunk is known by: a first one begins with the names, and is equal to a first one only. */
export function keyOf(hash: string, k: number): string {
  return k === 0 ? `${hash} first` : hash;
}

/** Chunks of an old file one behind the other, of which stretches are taken. */
export interface OldStretch {
  readonly bytes: Uint8Array;
  /** Takes whole lines away; false when some of them are gone already. */
  readonly take: (from: number, to: number) => boolean;
}

interface OpenChunk {
  readonly bytes: Uint8Array;
  /** Taken stretches, in their order. */
  readonly taken: (readonly [from: number, to: number])[];
}

/** The lines of an old file that can be paired; chunks are held from when they are first asked for until later ones are. */
export function createOldLines(
  read: (hash: string) => Promise<Uint8Array>,
  {
    file: { chunks, headerBytes },
    isShared,
    left,
  }: {
    readonly file: ChunkedFile;
    readonly isShared: ReadonlySet<number>;
    readonly left: (lines: Uint8Array) => Promise<void>;
  },
) {
  const places = new Map(chunks.map((chunk, k) => [chunk, k]));
  const held = new Map<number, OpenChunk>();
  const facts: LineFacts[] = [];
  let nClosed = 0;

  async function hold(k: number): Promise<OpenChunk> {
    const known = held.get(k);
    if (known !== undefined) return known;
    const bytes = (await read(chunks[k]?.hash ?? '')).subarray(k === 0 ? headerBytes : 0);
    facts.push(lineFacts(bytes));
    const opened: OpenChunk = { bytes, taken: [] };
    held.set(k, opened);
    return opened;
  }

  async function closeBefore(end: number): Promise<void> {
    for (; nClosed < end; nClosed++) {
      if (isShared.has(nClosed)) continue;
      const { bytes, taken } = await hold(nClosed);
      let at = 0;
      for (const [from, to] of taken) {
        if (from > at) await left(bytes.subarray(at, from));
        at = to;
      }
      if (at < bytes.length) await left(bytes.subarray(at));
      held.delete(nClosed);
    }
  }

  return {
    /** The chunks that can still be paired; those before them are closed. */
    async open(like: readonly RawChunk[]): Promise<OldStretch> {
      const wanted = like.map((chunk) => places.get(chunk) ?? 0);
      if (wanted[0] !== undefined) await closeBefore(Math.max(nClosed, wanted[0]));
      const parts: OpenChunk[] = [];
      for (const k of wanted) if (k >= nClosed && !isShared.has(k)) parts.push(await hold(k));
      const bytes =
        parts.length === 1 && parts[0]
          ? parts[0].bytes
          : Buffer.concat(parts.map((part) => part.bytes));
      return { bytes, take: (from, to) => takeFrom(parts, from, to) };
    },
    /** Gives all that is left away. @param factsOf Facts of the chunks that both files have. */
    async finish(factsOf: ReadonlyMap<string, LineFacts>): Promise<readonly LineFacts[]> {
      await closeBefore(chunks.length);
      for (const k of isShared) {
        const known = factsOf.get(keyOf(chunks[k]?.hash ?? '', k));
        if (known !== undefined) facts.push(known);
      }
      return facts;
    },
  };
}

/** Takes a stretch of several chunks, when it lies behind all that was taken of each. */
function takeFrom(parts: readonly OpenChunk[], from: number, to: number): boolean {
  const taking: (() => void)[] = [];
  let start = 0;
  for (const { bytes, taken } of parts) {
    const [a, b] = [Math.max(0, from - start), Math.min(bytes.length, to - start)];
    start += bytes.length;
    if (a >= b) continue;
    if (a < (taken.at(-1)?.[1] ?? 0)) return false;
    taking.push(() => taken.push([a, b]));
  }
  for (const take of taking) take();
  return true;
}
