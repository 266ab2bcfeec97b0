import { seededRandom, sigmoid } from '../../math/index.ts';
import type { ClassificationOutcome } from '../../metrics/index.ts';

/** Rows whose chance is sigmoid(z), of which `stated(z)` was said; the wider z spreads, the fewer are called wrong. */
export function statedRows(
  nRows: number,
  stated: (z: number) => number,
  { seed = 3, spread = 2, middle = -1 } = {},
): ClassificationOutcome {
  const random = seededRandom(seed);
  const z = Float64Array.from({ length: nRows }, () => spread * random.normal() + middle);
  return {
    kind: 'classification',
    truth: Int32Array.from(z, (each) => (random.next() < sigmoid(each) ? 1 : 0)),
    probabilities: Float64Array.from([...z].flatMap((each) => [1 - stated(each), stated(each)])),
    nClasses: 2,
  };
}
