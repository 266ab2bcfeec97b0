import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Model } from '@kaizenml/ml/artifact';
import type { Metric } from '@kaizenml/ml/metrics';

type Comparison = OutputOf<Operations['models']['compare']>;

/** What metrics say of themselves, and whether one chose a model. */
export function described(
  { name, title, better, unit }: Metric,
  one: Model,
  other: Model,
): Omit<Comparison['metrics'][number], 'one' | 'other'> {
  const chose = [one.manifest.primaryMetric, other.manifest.primaryMetric];
  return { name, title, better, unit, isPrimary: chose.includes(name) };
}
