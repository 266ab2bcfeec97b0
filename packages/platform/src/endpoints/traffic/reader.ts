import { type Crew, topic } from '../../crew/index.ts';
import {
  type HeldTraffic,
  readRings,
  TRAFFIC_WINDOWS,
  type TrafficMeter,
  type TrafficWindow,
  type VersionTraffic,
} from './meter.ts';
import { createRing, type Ring } from './ring.ts';

/** What the endpoints of a server did, whichever of its processes answered. */
export interface TrafficReader {
  /** Milliseconds since 1970: nothing is known of the time before. */
  sinceMs(): Promise<number>;
  /** Versions of an endpoint that were asked within the window, the lowest first. */
  read(endpoint: string, window: TrafficWindow): Promise<readonly VersionTraffic[]>;
}

interface Asked {
  readonly endpoint: string;
  readonly window: TrafficWindow;
}

const TRAFFIC = topic<Asked, readonly HeldTraffic[]>('traffic');
const TRAFFIC_SINCE = topic<null, number>('traffic-since');

/** @param crew The other processes, which are asked at every reading; absent for a server of one. */
export function createTrafficReader(
  meter: TrafficMeter,
  { nowMs, crew }: { readonly nowMs: () => number; readonly crew?: Crew | undefined },
): TrafficReader {
  if (crew === undefined)
    return {
      sinceMs: async () => meter.sinceMs,
      read: async (endpoint, window) => meter.read(endpoint, window),
    };
  crew.answer(TRAFFIC, ({ endpoint, window }) => meter.held(endpoint, window));
  crew.answer(TRAFFIC_SINCE, () => meter.sinceMs);
  return {
    sinceMs: async () => Math.min(meter.sinceMs, ...(await crew.ask(TRAFFIC_SINCE, null))),
    async read(endpoint, window) {
      const rings = new Map<number, Ring>();
      for (const { version, spans } of (await crew.ask(TRAFFIC, { endpoint, window })).flat()) {
        const ring = rings.get(version) ?? createRing(TRAFFIC_WINDOWS[window]);
        rings.set(version, ring);
        ring.add(spans);
      }
      return readRings(rings, nowMs());
    },
  };
}
