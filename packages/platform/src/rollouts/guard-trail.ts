import type { GuardEvidence } from './guard-evidence.ts';

/** What all guards knew at one time. */
export interface TrailPoint {
  readonly atMs: number;
  readonly evidence: readonly GuardEvidence[];
}

/** How sure the guards of a rollout became, in the memory of this process, which does not grow. */
export interface GuardTrail {
  add(rollout: string, point: TrailPoint): void;
  /** Oldest first. */
  read(rollout: string): readonly TrailPoint[];
}

/** Points of a rollout that are kept; when there are more, every other one goes and they are taken half as often. */
const MOST_POINTS = 128;
/** Rollouts that are kept; the one that began first makes room. */
const MOST_ROLLOUTS = 32;
const FIRST_STEP_MS = 1000;

export function createGuardTrail(): GuardTrail {
  const known = new Map<string, { points: TrailPoint[]; stepMs: number }>();
  const begin = (rollout: string) => {
    const [oldest] = known.keys();
    if (known.size >= MOST_ROLLOUTS && oldest !== undefined) known.delete(oldest);
    const trail = { points: [] as TrailPoint[], stepMs: FIRST_STEP_MS };
    known.set(rollout, trail);
    return trail;
  };
  return {
    add(rollout, point) {
      const trail = known.get(rollout) ?? begin(rollout);
      const last = trail.points.at(-1);
      if (last !== undefined && point.atMs - last.atMs < trail.stepMs) return;
      trail.points.push(point);
      if (trail.points.length < MOST_POINTS) return;
      trail.points = trail.points.filter((_, i) => i % 2 === 0);
      trail.stepMs *= 2;
    },
    read: (rollout) => known.get(rollout)?.points ?? [],
  };
}
