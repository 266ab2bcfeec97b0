import type { Random } from '../math/index.ts';

/** An arm, and the probability with which it was drawn: what a log needs so that other ways to choose can be judged from it later. */
export interface Choice {
  readonly arm: number;
  /** Above 0. */
  readonly probability: number;
}

/**
 * Draws an arm.
 *
 * @param probabilities Of each arm, summing to 1 up to rounding.
 * @source Horvitz & Thompson (1952), JASA 47, 663-685, on why the probability is kept.
 */
export function chooseArm(probabilities: readonly number[], random: Random): Choice {
  let left = random.next();
  let arm = -1;
  for (let i = 0; i < probabilities.length && (arm < 0 || left >= 0); i++) {
    if (probabilities[i] === 0) continue;
    arm = i;
    left -= probabilities[i];
  }
  return { arm, probability: probabilities[arm] };
}
