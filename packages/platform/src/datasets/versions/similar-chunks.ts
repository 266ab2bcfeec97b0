import type { RawChunk, RawManifest } from './raw-manifest.ts';

/** Where a chunk begins and ends, by the marks of its cuts. */
export interface Stretch {
  readonly startMark: number;
  readonly endMark: number;
  readonly sizeBytes: number;
}

/** Old chunks beyond so many bytes are not looked at for one new chunk. */
const MOST_BYTES = 48 << 20;

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
  /** The old chunk that probably comes next, and whether the last one probably ended within it. */
  let next = 0;
  let isWithin = false;
  return ({ startMark, endMark, sizeBytes }) => {
    const start = nearest(starting.get(startMark), next);
    const end = nearest(ending.get(endMark), start ?? next);
    const isKnown = start !== undefined || end !== undefined;
    const hasEnd = end !== undefined && end >= (start ?? 0);
    const from = start ?? (hasEnd ? reach(olds, end, -sizeBytes) : isWithin ? next : undefined);
    if (from === undefined) return [];
    const to = hasEnd ? end : reach(olds, from, sizeBytes);
    next = hasEnd ? to + 1 : to;
    isWithin = isKnown && !hasEnd;
    return within(olds, from, to);
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

/** The chunk up to which so many bytes lie, from the begin of one on, or before its end where there are less than none. */
function reach(olds: readonly RawChunk[], from: number, bytes: number): number {
  const step = Math.sign(bytes);
  let k = from;
  for (let left = Math.abs(bytes); ; k += step) {
    left -= olds[k]?.sizeBytes ?? 0;
    if (left <= 0 || olds[k + step] === undefined) return k;
  }
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
