import { positionOf } from '../kit/index.ts';
import { type RolloutRecord, shareOfStep, visibleShare } from '../rollouts/index.ts';

/** Who answers a request, and who answers besides without anybody seeing it. */
export interface Chosen {
  readonly arm: 'champion' | 'candidate';
  readonly isShadowed: boolean;
  /** Probability with which this version was due, above 0 to 1. */
  readonly propensity: number;
}

/**
 * Chooses the version that answers: the same for the same key as long as the share does not fall.
 *
 * @param key What shall always get the same version, or the id of the request where nothing does.
 */
export function chooseArm(rollout: RolloutRecord, key: string): Chosen {
  const position = positionOf(key, rollout.id);
  const share = visibleShare(rollout);
  const isCandidate = position < share;
  return {
    arm: isCandidate ? 'candidate' : 'champion',
    propensity: isCandidate ? share : 1 - share,
    isShadowed: rollout.settings.strategy === 'shadow' && position < shareOfStep(rollout),
  };
}
