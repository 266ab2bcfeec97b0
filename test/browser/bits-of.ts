import type { Prediction } from '@kaizenml/contracts';
import type { Explanation } from '@kaizenml/ml/artifact';

/** 64-bit floats as their bits in hexadecimal: equal only to the last bit. */
export function bitsOf(values: readonly number[]): string {
  return values
    .map((value) => new BigUint64Array(Float64Array.of(value).buffer)[0].toString(16))
    .join(' ');
}

/** The numbers of an answer: the probabilities, or the value. */
export function numbersOf({ prediction, probabilities }: Prediction): number[] {
  return probabilities ? Object.values(probabilities) : [Number(prediction)];
}

/** The numbers of an explanation. */
export function reasonsOf({ average, answer, contributions }: Explanation): number[] {
  return [average, answer, ...contributions.map(({ contribution }) => contribution)];
}
