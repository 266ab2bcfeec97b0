import { type Random, seededRandom } from '../../math/index.ts';
import type { Arm } from '../guard.ts';

/** Two equal arms that are looked at again and again. */
export interface EqualArms<State> {
  readonly nTrials: number;
  readonly nRequests: number;
  /** Share of the requests that goes to B. */
  readonly share: number;
  /** Requests between two looks; the first 100 are all looked at. */
  readonly every: number;
  empty(): State;
  /** Counts one request, the same whatever the arm. */
  count(state: State, arm: Arm, random: Random): void;
  isAlarm(state: State): boolean;
}

/** Share of the trials in which an alarm was ever raised. */
export function falseAlarms<State>(arms: EqualArms<State>): number {
  const { nTrials, nRequests, share, every, empty, count, isAlarm } = arms;
  let nAlarms = 0;
  for (let seed = 1; seed <= nTrials; seed++) {
    const random = seededRandom(7919 * seed);
    const state = empty();
    for (let n = 1; n <= nRequests; n++) {
      const arm = random.next() < share ? 'b' : 'a';
      count(state, arm, random);
      if (n > 100 && n % every !== 0) continue;
      if (!isAlarm(state)) continue;
      nAlarms++;
      break;
    }
  }
  return nAlarms / nTrials;
}
