import {
  type Counted,
  createRing,
  type HeldSpan,
  type Ring,
  type RingRequest,
  type RingSize,
} from './ring.ts';

/** How far back, and how finely, traffic is kept. */
export const TRAFFIC_WINDOWS = {
  minutes: { spanMs: 5_000, nSpans: 120 },
  day: { spanMs: 600_000, nSpans: 144 },
} as const satisfies Readonly<Record<string, RingSize>>;

export type TrafficWindow = keyof typeof TRAFFIC_WINDOWS;

/** A model version, as whoever counts calls it. */
export interface CountedVersion {
  readonly name: string;
  readonly version: number;
}

/** What a version did within a window. */
export interface VersionTraffic {
  readonly version: number;
  readonly total: Counted;
  /** One per span that is over, oldest first. */
  readonly spans: readonly Counted[];
}

/** What a process held of a version, as it goes to another process. */
export interface HeldTraffic {
  readonly version: number;
  readonly spans: readonly HeldSpan[];
}

/** What endpoints do, in this process since it began, in memory that does not grow. */
export interface TrafficMeter {
  /** Milliseconds since 1970: nothing is known of the time before. */
  readonly sinceMs: number;
  /** @cost O(1) */
  count(version: CountedVersion, request: RingRequest): void;
  /** Versions of an endpoint that were asked within the window, the lowest first. */
  read(endpoint: string, window: TrafficWindow): readonly VersionTraffic[];
  /** The same, to be added to what other processes held. */
  held(endpoint: string, window: TrafficWindow): readonly HeldTraffic[];
}

/** Versions that are kept at most; the one that was asked the longest ago makes room. 0.4 MB each when it is never idle. */
const MOST_VERSIONS = 64;

interface Metered extends CountedVersion {
  lastAskedMs: number;
  readonly rings: Readonly<Record<TrafficWindow, Ring>>;
}

/** @param nowMs Milliseconds since 1970. */
export function createTrafficMeter(nowMs: () => number): TrafficMeter {
  const known = new Map<string, Map<number, Metered>>();
  const all = () => [...known.values()].flatMap((versions) => [...versions.values()]);
  const makeRoom = (): void => {
    const metered = all();
    if (metered.length < MOST_VERSIONS) return;
    const idlest = metered.reduce((a, b) => (b.lastAskedMs < a.lastAskedMs ? b : a));
    const versions = known.get(idlest.name);
    versions?.delete(idlest.version);
    if (versions?.size === 0) known.delete(idlest.name);
  };
  const meterOf = ({ name, version }: CountedVersion): Metered => {
    const found = known.get(name)?.get(version);
    if (found !== undefined) return found;
    makeRoom();
    const { minutes, day } = TRAFFIC_WINDOWS;
    const rings = { minutes: createRing(minutes), day: createRing(day) };
    const metered: Metered = { name, version, lastAskedMs: 0, rings };
    known.set(name, (known.get(name) ?? new Map<number, Metered>()).set(version, metered));
    return metered;
  };
  const metersOf = (endpoint: string) => [...(known.get(endpoint)?.values() ?? [])];
  return {
    sinceMs: nowMs(),
    count(version, request) {
      const now = nowMs();
      const metered = meterOf(version);
      metered.lastAskedMs = now;
      metered.rings.minutes.count(now, request);
      metered.rings.day.count(now, request);
    },
    read(endpoint, window) {
      const now = nowMs();
      const rings = metersOf(endpoint).map(
        ({ version, rings }) => [version, rings[window]] as const,
      );
      return readRings(rings, now);
    },
    held(endpoint, window) {
      const now = nowMs();
      return metersOf(endpoint).map(({ version, rings }) => ({
        version,
        spans: rings[window].held(now),
      }));
    },
  };
}

/** What the rings of versions show, without those in which nothing happened, the lowest version first. */
export function readRings(
  rings: Iterable<readonly [version: number, ring: Ring]>,
  nowMs: number,
): readonly VersionTraffic[] {
  return [...rings]
    .map(([version, ring]) => ({ version, total: ring.total(nowMs), spans: ring.spans(nowMs) }))
    .filter(({ total }) => total.nRequests > 0)
    .sort((a, b) => a.version - b.version);
}
