import { findLineSteps } from '../../../artifacts/index.ts';
import type { RawChunk } from '../../versions/raw-manifest.ts';
import { similarChunks } from '../../versions/similar-chunks.ts';
import { countLines, type LineFacts, lineFacts } from './line-facts.ts';
import { type ChunkedFile, createOldLines, keyOf } from './old-lines.ts';

/** What is left of two files after lines of the one were paired with equal lines of the other. */
export interface LeftLines {
  /** Lines of the new file without a partner: from a number, counted without the header, up to another. */
  readonly rows: readonly (readonly [from: number, to: number])[];
  /** Of each file, without its header. */
  readonly olds: FileFacts;
  readonly news: FileFacts;
}

export interface FileFacts {
  readonly nLines: number;
  readonly isPlain: boolean;
  readonly hasQuotes: boolean;
}

/** New text in a chunk above this share makes it all new. */
const MOST_FRESH = 0.9;
const LF = 10;

/**
 * Pairs lines of two files that are equal to the byte, each with one other at most, in whatever order they stand.
 *
 * Chunks that both have are pairs as they are; the others are walked side by side. Lines that were moved may be left on
 * both sides. Where a file is not plain, the answer says no more than that.
 *
 * @param left Takes the lines of the old file without a partner, in their order.
 * @cost O(bytes) of the chunks, in the memory of some of them.
 */
export async function pairLines(
  read: (hash: string) => Promise<Uint8Array>,
  { olds, news }: { readonly olds: ChunkedFile; readonly news: ChunkedFile },
  left: (lines: Uint8Array) => Promise<void>,
): Promise<LeftLines> {
  const shared = sharedChunks(olds.chunks, news.chunks);
  const factsOf = new Map<string, LineFacts>();
  const oldLines = createOldLines(read, { file: olds, isShared: shared.olds, left });
  const similar = similarChunks({ sha256: '', sizeBytes: 0, chunks: olds.chunks });
  const seen: LineFacts[] = [];
  const rows: [number, number][] = [];
  let startMark = 0;
  let line = 0;
  for (const [k, { hash, mark, sizeBytes }] of news.chunks.entries()) {
    const like = similar({ startMark, endMark: mark, sizeBytes });
    startMark = mark;
    const key = keyOf(hash, k);
    const isShared = shared.news.has(k);
    const bytes = toBuffer(await read(hash)).subarray(k === 0 ? news.headerBytes : 0);
    const facts = factsOf.get(key) ?? lineFacts(bytes);
    factsOf.set(key, facts);
    seen.push(facts);
    if (!facts.isPlain) break;
    if (!isShared) {
      const base = await oldLines.open(like);
      for (const [start, end] of unpaired(bytes, base)) {
        const from = line + start;
        const last = rows.at(-1);
        if (last?.[1] === from) last[1] = line + end;
        else rows.push([from, line + end]);
      }
    }
    line += facts.nLines;
  }
  const oldFacts = await oldLines.finish(factsOf);
  return { rows, olds: summed(oldFacts), news: summed(seen) };
}

/** The stretches of lines, by their numbers in the chunk, that found no partner. */
function* unpaired(
  bytes: Buffer,
  base: { readonly bytes: Uint8Array; readonly take: (from: number, to: number) => boolean },
): Generator<readonly [from: number, to: number]> {
  const found =
    base.bytes.length === 0
      ? undefined
      : findLineSteps(base.bytes, bytes, MOST_FRESH * bytes.length);
  const steps = found?.steps ?? [0, 0, bytes.length];
  let at = 0;
  let line = 0;
  for (let k = 0; k < steps.length; k += 3) {
    const [from = 0, copied = 0, added = 0] = steps.slice(k, k + 3);
    const end = at + copied + added;
    const copiedEnd = copied === 0 ? at : bytes.lastIndexOf(LF, at + copied - 1) + 1;
    const pairedEnd = copiedEnd > at && base.take(from, from + copiedEnd - at) ? copiedEnd : at;
    const nPaired = countLines(bytes, at, pairedEnd);
    const nLeft = countLines(bytes, pairedEnd, end);
    if (nLeft > 0) yield [line + nPaired, line + nPaired + nLeft];
    line += nPaired + nLeft;
    at = end;
  }
}

function sharedChunks(olds: readonly RawChunk[], news: readonly RawChunk[]) {
  const places = new Map<string, number[]>();
  for (const [k, { hash }] of news.entries()) {
    const key = keyOf(hash, k);
    places.set(key, [...(places.get(key) ?? []), k]);
  }
  const shared = { olds: new Set<number>(), news: new Set<number>() };
  for (const [k, { hash }] of olds.entries()) {
    const place = places.get(keyOf(hash, k))?.shift();
    if (place === undefined) continue;
    shared.olds.add(k);
    shared.news.add(place);
  }
  return shared;
}

function summed(facts: readonly LineFacts[]): FileFacts {
  const nLines = facts.reduce((sum, one) => sum + one.nLines, 0);
  const nCrLf = facts.reduce((sum, one) => sum + one.nCrLf, 0);
  const isPlain = facts.every((one) => one.isPlain) && (nCrLf === 0 || nCrLf >= nLines - 1);
  return { nLines, isPlain, hasQuotes: facts.some((one) => one.hasQuotes) };
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
