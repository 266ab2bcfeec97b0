import type { Prediction } from '@kaizenml/contracts';

/** Probabilities of an answer as the bits of their 64-bit floats, in hexadecimal: equal only to the last bit. */
export function bitsOf({ probabilities = {} }: Prediction): string {
  return Object.values(probabilities)
    .map((value) => new BigUint64Array(Float64Array.of(value).buffer)[0].toString(16))
    .join(' ');
}
