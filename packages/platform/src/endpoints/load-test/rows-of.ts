import type { Row } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';

type Inputs = OutputOf<Operations['models']['show']>['signature']['inputs'];

/** Rows of different values that a model accepts: numbers within the range that it learned from, levels that it knows, else what is typical. */
export function rowsOf(
  { inputs }: { readonly inputs: Inputs },
  { nRows, seed }: { readonly nRows: number; readonly seed: number },
): readonly Row[] {
  const random = seededRandom(seed);
  const draw = () => random.next();
  return Array.from({ length: nRows }, () =>
    Object.fromEntries(inputs.map((field) => [field.name, drawValue(field, draw)])),
  );
}

function drawValue(
  { kind, integer, range, levels, typical }: Inputs[number],
  draw: () => number,
): unknown {
  if (kind === 'number' && range !== undefined) {
    const [low, high] = range;
    const value = low + draw() * (high - low);
    return integer === true ? Math.round(value) : value;
  }
  if (kind === 'category' && levels !== undefined && levels.length > 0)
    return levels[Math.floor(draw() * levels.length)];
  return typical;
}
