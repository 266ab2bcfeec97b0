import { showValue } from '@kaizenml/contracts';
import type { Problems } from '../request/index.ts';
import { MOST_DIMENSIONS, shapeSize } from './shape-size.ts';

/** A shape whose elements can be counted, or undefined with a problem told. */
export function readShape(
  given: unknown,
  { path, problems }: { readonly path: string; readonly problems: Problems },
): readonly number[] | undefined {
  if (!Array.isArray(given)) {
    problems.add(path, `must be a list of whole numbers, got ${showValue(given)}`);
    return undefined;
  }
  if (given.length > MOST_DIMENSIONS) {
    problems.add(path, `must have at most ${MOST_DIMENSIONS} dimensions, got ${given.length}`);
    return undefined;
  }
  const wrong = given.findIndex((length) => !Number.isSafeInteger(length) || length < 0);
  if (wrong !== -1) {
    problems.add(
      `${path}[${wrong}]`,
      `must be a whole number that is not negative, got ${showValue(given[wrong])}`,
    );
    return undefined;
  }
  const shape = given as readonly number[];
  if (shapeSize(shape) !== Number.POSITIVE_INFINITY) return shape;
  problems.add(path, `must have at most 2^53 elements, got [${shape.join(', ')}]`);
  return undefined;
}
