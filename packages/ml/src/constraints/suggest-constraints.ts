import {
  DEFAULT_MONITORING,
  type FeatureConstraints,
  type FeatureStatistics,
  type MonitorConstraints,
  type MonitorStatistics,
} from './monitor-files.ts';

/** Share of a column's different values that may have come once if they are to be its domain. */
const MOST_ONCE = 0.1;

/**
 * What a table like this one must hold: its columns, their types, their share of present values, and the values of columns with few.
 *
 * Values are a domain where at most a tenth of them came only once: more of them are still to come.
 */
export function suggestConstraints({ dataset, features }: MonitorStatistics): MonitorConstraints {
  return {
    version: 0,
    features: features.map((feature) => constraintsOf(feature, dataset.item_count)),
    monitoring_config: DEFAULT_MONITORING,
  };
}

function constraintsOf(feature: FeatureStatistics, nRows: number): FeatureConstraints {
  const { name, inferred_type, numerical_statistics: numbers, string_statistics: texts } = feature;
  const present = (numbers ?? texts)?.common.num_present ?? 0;
  const buckets = texts?.distribution?.categorical.buckets ?? [];
  const nOnce = buckets.filter(({ count }) => count === 1).length;
  const isDomain = buckets.length > 0 && nOnce <= MOST_ONCE * buckets.length;
  return {
    ...{ name, inferred_type },
    completeness: nRows === 0 ? 1 : present / nRows,
    ...(numbers !== undefined &&
      inferred_type !== 'Unknown' && { num_constraints: { is_non_negative: numbers.min >= 0 } }),
    ...(isDomain && { string_constraints: { domains: buckets.map(({ value }) => value) } }),
  };
}
