import type { GuardEvidence } from './guard-evidence.ts';
import type { RolloutStore } from './store.ts';

/** What all guards knew at one time. */
export interface TrailPoint {
  readonly atMs: number;
  readonly evidence: readonly GuardEvidence[];
}

/** How sure the guards of a rollout became, as it is kept. JSON. */
export interface KeptTrail {
  readonly points: readonly TrailPoint[];
  /** Time between two points, at least. */
  readonly stepMs: number;
}

/**
 * How sure the guards of a rollout became: in memory, which does not grow, and in the store once a minute and at its end. A kill loses the
 * last minute at most; of two servers of a home the one that wrote last holds.
 */
export interface GuardTrail {
  add(rollout: string, point: TrailPoint): Promise<void>;
  /** Oldest first. */
  read(rollout: string): Promise<readonly TrailPoint[]>;
  /** Keeps what is known of a rollout that is over, and forgets it here. */
  end(rollout: string): Promise<void>;
}

/** Points of a rollout that are kept; when there are more, every other one goes and they are taken half as often. */
const MOST_POINTS = 128;
/** Rollouts that are remembered; the one that began first makes room. */
const MOST_ROLLOUTS = 32;
const FIRST_STEP_MS = 1000;
const KEPT_EVERY_MS = 60_000;

interface Known {
  points: readonly TrailPoint[];
  stepMs: number;
  keptAtMs: number;
}

/** @param kept Where trails outlive their process. */
export function createGuardTrail(kept: Pick<RolloutStore, 'putTrail' | 'findTrail'>): GuardTrail {
  const known = new Map<string, Known>();
  const begin = async (rollout: string, nowMs: number): Promise<Known> => {
    const before = await kept.findTrail(rollout);
    const [oldest] = known.keys();
    if (known.size >= MOST_ROLLOUTS && oldest !== undefined) known.delete(oldest);
    const { points = [], stepMs = FIRST_STEP_MS } = before ?? {};
    const trail: Known = { points, stepMs, keptAtMs: nowMs };
    known.set(rollout, trail);
    return trail;
  };
  return {
    async add(rollout, point) {
      const trail = known.get(rollout) ?? (await begin(rollout, point.atMs));
      const last = trail.points.at(-1);
      if (last !== undefined && point.atMs - last.atMs < trail.stepMs) return;
      trail.points = [...trail.points, point];
      if (trail.points.length >= MOST_POINTS) {
        trail.points = trail.points.filter((_, i) => i % 2 === 0);
        trail.stepMs *= 2;
      }
      if (point.atMs - trail.keptAtMs < KEPT_EVERY_MS) return;
      trail.keptAtMs = point.atMs;
      await kept.putTrail(rollout, { points: trail.points, stepMs: trail.stepMs });
    },
    read: async (rollout) =>
      known.get(rollout)?.points ?? (await kept.findTrail(rollout))?.points ?? [],
    async end(rollout) {
      const trail = known.get(rollout);
      if (trail === undefined) return;
      await kept.putTrail(rollout, { points: trail.points, stepMs: trail.stepMs });
      known.delete(rollout);
    },
  };
}
