import type { RawChunk, RawManifest } from './raw-manifest.ts';

/** Where a chunk begins and ends, by the marks of its cuts. */
export interface Stretch {
  readonly startMark: number;
  readonly endMark: number;
  readonly sizeBytes: number;
}

/** Old chunks beyond so many bytes are not looked at for one new chunk. */
const MOST_BYTES = 48 << 20;
/** Share of its bytes by which a chunk may have grown or shrunk against the old one. */
const SLACK = 0.01;

/**
 * The chunks of an earlier version, in a row, in which a new one probably stands; ask for the new ones in order.
 *
 * A changed line at a cut moves it: the new chunk then begins or ends within an old one, or spans several.
 *
 * @returns Chunks of the earlier version; none where nothing is known.
 */
export function similarChunks(
  like: RawManifest | undefined,
): (stretch: Stretch) => readonly RawChunk[] {
  const olds = like?.chunks ?? [];
  const starting = placesOf(olds.map((_, k) => olds[k - 1]?.mark ?? 0));
  const ending = placesOf(olds.map(({ mark }) => mark));
  const begins = [0];
  for (const { sizeBytes } of olds) begins.push((begins.at(-1) ?? 0) + sizeBytes);
  const chunkAt = (offset: number) =>
    Math.max(
      0,
      begins.findLastIndex((begin, k) => k < olds.length && begin <= offset),
    );
  /** Where in the old file the next chunk probably begins; undefined where nothing says so. */
  let next: number | undefined;
  let near = 0;
  return ({ startMark, endMark, sizeBytes }) => {
    const slack = sizeBytes * SLACK;
    const start = nearest(starting.get(startMark), near);
    const last = nearest(ending.get(endMark), start ?? near);
    const end = last === undefined || last < (start ?? 0) ? undefined : begins[last + 1];
    const from =
      start !== undefined ? begins[start] : end === undefined ? next : end - sizeBytes - slack;
    if (from === undefined || olds.length === 0) return [];
    const to = end ?? from + sizeBytes;
    next = start === undefined && end === undefined ? undefined : to;
    near = chunkAt(to);
    return within(olds, chunkAt(from), chunkAt(end === undefined ? to + slack : to - 1));
  };
}

function placesOf(marks: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [k, mark] of marks.entries()) places.set(mark, [...(places.get(mark) ?? []), k]);
  return places;
}

/** Marks may be equal by chance, or because lines are: the one that is near is meant. */
function nearest(places: readonly number[] = [], expected: number): number | undefined {
  return places.toSorted((a, b) => Math.abs(a - expected) - Math.abs(b - expected))[0];
}

function within(olds: readonly RawChunk[], from: number, to: number): RawChunk[] {
  const found: RawChunk[] = [];
  let bytes = 0;
  for (const chunk of olds.slice(from, to + 1)) {
    bytes += chunk.sizeBytes;
    if (bytes > MOST_BYTES) break;
    found.push(chunk);
  }
  return found;
}
