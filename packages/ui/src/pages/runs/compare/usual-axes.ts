import type { RunField } from '../table/run-field.ts';
import { fieldsOf } from '../table/run-fields.ts';
import type { FoundRun } from '../table/run-value.ts';

const MOST_PARAMS = 5;

/** Axes that tell runs apart: params that differ, and the metric that most runs have at the right. */
export function usualAxes(runs: readonly FoundRun[]): readonly RunField[] {
  const fields = fieldsOf(runs);
  const params = fields
    .filter(({ field, nValues }) => field.of === 'param' && nValues > 1)
    .slice(0, MOST_PARAMS);
  const metrics = fields.filter(({ field }) => field.of === 'metric').slice(0, 1);
  const axes = [...params, ...metrics].map(({ field }) => field);
  const others = fields.filter(({ field }) => field.of === 'metric').map(({ field }) => field);
  return axes.length >= 2 ? axes : others.slice(0, 3).toReversed();
}
