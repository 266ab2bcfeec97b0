import { sigmoid } from '../../../math/index.ts';
import type { ClassificationOutcome } from '../../../metrics/index.ts';
import { plattScale } from '../../../models/linear/svm/index.ts';
import { logOdds } from '../../library/log-odds.ts';
import { withComplement } from './with-complement.ts';

/** p' = sigmoid(slope * log-odds of p + offset). */
export interface PlattMap {
  readonly kind: 'platt';
  readonly nClasses: 2;
  readonly slope: number;
  readonly offset: number;
}

const LEAST = 1e-12;

/** A sigmoid of the log-odds, with Platt's smoothed targets; where a slope would turn the order around, the best constant. */
export function fitPlatt({ truth, probabilities }: ClassificationOutcome): PlattMap {
  const scores = Float64Array.from(truth, (_, i) => logOdds(probabilities[2 * i + 1], LEAST));
  const isTrue = Uint8Array.from(truth);
  const { slope, offset } = plattScale(scores, isTrue);
  if (slope >= 0) return { kind: 'platt', nClasses: 2, slope, offset };
  const constant = plattScale(new Float64Array(scores.length), isTrue);
  return { kind: 'platt', nClasses: 2, slope: 0, offset: constant.offset };
}

export function applyPlatt({ slope, offset }: PlattMap, probabilities: Float64Array): Float64Array {
  return withComplement(probabilities, (p) => sigmoid(slope * logOdds(p, LEAST) + offset));
}
