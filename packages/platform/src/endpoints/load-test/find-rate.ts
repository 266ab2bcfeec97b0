import type { Step } from './step.ts';

const FIRST_PER_SEC = 50;
const MAX_STEPS = 32;
/** How far apart the highest rate that held and the lowest that did not may be at the end, as a factor. */
const CLOSE = 1.1;

/**
 * Finds the highest rate that holds: doubles it until one does not (or halves it until one does), then halves what lies
 * between. A rate is given up only when it breaks twice in a row: one bad second is no limit.
 *
 * @param measure Sends at a rate, requests per second.
 * @returns Every step in the order in which it was taken, 32 at most.
 */
export async function findRate(
  measure: (ratePerSec: number) => Promise<Step>,
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  let held = 0;
  let broken = Number.POSITIVE_INFINITY;
  for (let next = FIRST_PER_SEC; steps.length < MAX_STEPS && next >= 1; ) {
    steps.push(await measure(next));
    if (steps.at(-1)?.outcome !== 'held' && steps.length < MAX_STEPS)
      steps.push(await measure(next));
    if (steps.at(-1)?.outcome === 'held') held = next;
    else broken = next;
    if (broken / held <= CLOSE) break;
    if (held === 0) next = broken / 2;
    else if (broken === Number.POSITIVE_INFINITY) next = held * 2;
    else next = Math.sqrt(held * broken);
    next = next >= 10 ? Math.round(next) : Math.round(next * 10) / 10;
    if (next === held || next === broken) break;
  }
  return steps;
}
