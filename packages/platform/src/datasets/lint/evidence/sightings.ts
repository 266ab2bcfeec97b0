/** One cell that was seen. */
export interface Sighting {
  /** Line of the file on which its record starts, from 1. */
  readonly line: number;
  /** Row of the data, from 0. */
  readonly index: number;
  /** The value, cut to `SHOWN_CHARACTERS`. */
  readonly value: string;
}

/** How often something was seen, and where first. */
export interface Sightings {
  count: number;
  readonly first: Sighting[];
}

/** Characters of a value that are kept. */
export const SHOWN_CHARACTERS = 50;
/** Sightings that are kept. */
export const KEPT = 5;

/** Sightings of nothing yet. */
export function createSightings(): Sightings {
  return { count: 0, first: [] };
}

/** Counts a sighting and keeps it when it is among the first. */
export function see(sightings: Sightings, place: Place, value: string): void {
  sightings.count++;
  if (sightings.first.length < KEPT)
    sightings.first.push({ ...place, value: value.slice(0, SHOWN_CHARACTERS) });
}

/** Where a cell stands. */
export type Place = Pick<Sighting, 'line' | 'index'>;

/** The sightings under a key, made when there are none. */
export function sightingsOf<Key>(all: Map<Key, Sightings>, key: Key): Sightings {
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = createSightings();
  all.set(key, made);
  return made;
}
