import { fisherExactTail } from '../stats/index.ts';
import { type Part, shareOf } from './windowed-column.ts';

/** Probability that two shares of one population differ as much; 1 where the second one is not above the first. */
export function moreOftenPValue(reference: Part, current: Part): number {
  return shareOf(current) <= shareOf(reference) ? 1 : differsPValue(reference, current);
}

/** Probability that two shares of one population differ as much, on either side. */
export function differsPValue(reference: Part, current: Part): number {
  return fisherExactTail([
    current.count,
    current.of - current.count,
    reference.count,
    reference.of - reference.count,
  ]);
}
