import type { AnyGuard } from '@kaizenml/ml/sequential';
import type { RolloutSettings } from './rollout.ts';
import { findWatched } from './watched.ts';

/** What one arm did in a step. */
export interface ArmCounts {
  readonly nAnswered: number;
  readonly nFailed: number;
}

/** What was counted of one step of a rollout. Plain JSON that adds up. */
export interface StepEvidence {
  readonly champion: ArmCounts;
  readonly candidate: ArmCounts;
  /** Labels of answers of the candidate. */
  readonly nLabels: number;
  /** State by name of what is watched, such as `errors` or `errors per group`. */
  readonly states: Readonly<Record<string, unknown>>;
}

const NO_COUNTS: ArmCounts = { nAnswered: 0, nFailed: 0 };

export const NO_EVIDENCE: StepEvidence = {
  champion: NO_COUNTS,
  candidate: NO_COUNTS,
  nLabels: 0,
  states: {},
};

/** Both together. */
export function addEvidence(
  one: StepEvidence,
  other: StepEvidence,
  settings: RolloutSettings,
): StepEvidence {
  const names = new Set([...Object.keys(one.states), ...Object.keys(other.states)]);
  return {
    champion: addCounts(one.champion, other.champion),
    candidate: addCounts(one.candidate, other.candidate),
    nLabels: one.nLabels + other.nLabels,
    states: Object.fromEntries(
      [...names].flatMap((name) => {
        const guard = findWatched(name, settings)?.guard;
        if (guard === undefined) return [];
        return [[name, addStates(guard, one.states[name], other.states[name])]];
      }),
    ),
  };
}

function addStates(guard: AnyGuard, one: unknown, other: unknown): unknown {
  if (one === undefined) return other;
  return other === undefined ? one : guard.merge(one, other);
}

/** What an arm did in both. */
export function addCounts(one: ArmCounts, other: ArmCounts): ArmCounts {
  return {
    nAnswered: one.nAnswered + other.nAnswered,
    nFailed: one.nFailed + other.nFailed,
  };
}
