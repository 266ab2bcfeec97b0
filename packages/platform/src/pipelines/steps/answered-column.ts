import { type Outcome, predictedClasses } from '@kaizenml/ml/metrics';
import type { Column } from '@kaizenml/ml/table';
import type { Validated } from './validate.ts';

/** The answers of an outcome as a column under the target's name: numbers, or the classes that are called. */
export function answeredColumn(
  { target, classes }: Pick<Validated, 'target' | 'classes'>,
  outcome: Outcome,
): Column {
  return outcome.kind === 'regression'
    ? { name: target, kind: 'number', values: outcome.predicted }
    : { name: target, kind: 'category', codes: predictedClasses(outcome), levels: classes };
}
