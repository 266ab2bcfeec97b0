import { listNames } from '@kaizenml/contracts';
import { numberDistance, valueDistance, valuePValue } from './distances.ts';
import type { MeasuredTable } from './measure-table.ts';
import type {
  ConstraintViolation,
  FeatureConstraints,
  FeatureStatistics,
  MonitorConstraints,
  MonitoringConfig,
  MonitorStatistics,
} from './monitor-files.ts';
import { numbersOf } from './number-distribution.ts';
import { shareOfType, type TypeCounts } from './type-counts.ts';

/** What a check is held against. */
export interface ConstraintsAsked {
  readonly constraints: MonitorConstraints;
  /** What the baseline held. Default: nothing is said about drift. */
  readonly baseline?: MonitorStatistics | undefined;
}

/** Shares may be written with as many digits. */
const ROUNDING = 1e-12;

/**
 * What a table breaks of its constraints, in the order of the constraints: columns first, then types, completeness, values and drift of each.
 *
 * `num_constraints` are no check, as the service has none for them. Sentences keep what scripts look for in those of the service, and say more
 * behind it.
 */
export function checkConstraints(
  current: MeasuredTable,
  { constraints, baseline }: ConstraintsAsked,
): ConstraintViolation[] {
  const { features } = current.statistics;
  const { monitoring_config: config } = constraints;
  const isWhole = config.evaluate_constraints === 'Enabled';
  const before = new Map(baseline?.features.map((feature) => [feature.name, feature]));
  const places = new Map(features.map(({ name }, at) => [name, at]));
  return [
    ...(isWhole ? checkColumns(constraints.features, features) : []),
    ...constraints.features.flatMap((feature) => {
      const at = places.get(feature.name);
      const own = configOf(config, feature);
      if (at === undefined || own.evaluate_constraints === 'Disabled') return [];
      const asked: Asked = {
        ...{ feature, config: own },
        ...{ current: features[at], types: current.types[at] },
        values: current.values.get(feature.name) ?? new Map(),
        baseline: before.get(feature.name),
      };
      return [checkType, checkCompleteness, checkValues, checkDrift].flatMap((check) => {
        const violation = check(asked);
        return violation === undefined ? [] : [{ feature_name: feature.name, ...violation }];
      });
    }),
  ];
}

interface Asked {
  readonly feature: FeatureConstraints;
  readonly config: MonitoringConfig;
  readonly current: FeatureStatistics;
  readonly types: TypeCounts;
  readonly values: ReadonlyMap<string, number>;
  readonly baseline: FeatureStatistics | undefined;
}

type Found = Omit<ConstraintViolation, 'feature_name'> | undefined;

function checkColumns(
  expected: readonly FeatureConstraints[],
  features: readonly FeatureStatistics[],
): ConstraintViolation[] {
  const counts = `Number of columns in current dataset: ${features.length}, Number of columns in baseline constraints: ${expected.length}`;
  const beside = (these: readonly { name: string }[], others: readonly { name: string }[]) => {
    const known = new Set(others.map(({ name }) => name));
    return these.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  };
  const [missing, extra] = [beside(expected, features), beside(features, expected)];
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            feature_name: 'Missing columns',
            constraint_check_type: 'missing_column_check' as const,
            description: `There are missing columns in current dataset. ${counts}. Missing: ${listNames(missing)}.`,
          },
        ]),
    ...(extra.length === 0
      ? []
      : [
          {
            feature_name: 'Extra columns',
            constraint_check_type: 'extra_column_check' as const,
            description: `There are extra columns in current dataset. ${counts}. Extra: ${listNames(extra)}.`,
          },
        ]),
  ];
}

function checkType({ feature, config, types }: Asked): Found {
  const share = shareOfType(types, feature.inferred_type);
  const least = config.datatype_check_threshold;
  if (share >= least - ROUNDING) return undefined;
  return {
    constraint_check_type: 'data_type_check',
    description: `Data type match requirement is not met. Expected data type: ${feature.inferred_type}, Expected match: ${percent(least)}. Observed: Only ${percent(share)} of data is ${feature.inferred_type}.`,
  };
}

function checkCompleteness({ feature, current }: Asked): Found {
  const { num_present, num_missing } = commonOf(current);
  const n = num_present + num_missing;
  const share = n === 0 ? 1 : num_present / n;
  if (share >= feature.completeness - ROUNDING) return undefined;
  return {
    constraint_check_type: 'completeness_check',
    description: `Data completeness requirement is not met. Expected completeness: ${percent(feature.completeness)}. Observed: Only ${percent(share)} of data is complete.`,
  };
}

function checkValues({ feature, config, values }: Asked): Found {
  const domain = feature.string_constraints?.domains;
  if (domain === undefined || domain.length === 0 || values.size === 0) return undefined;
  const known = new Set(domain);
  const unknown = [...values].filter(([value]) => !known.has(value)).sort(([, a], [, b]) => b - a);
  const n = [...values.values()].reduce((sum, count) => sum + count, 0);
  const share = (n - unknown.reduce((sum, [, count]) => sum + count, 0)) / n;
  const least = config.domain_content_threshold;
  if (share >= least - ROUNDING) return undefined;
  return {
    constraint_check_type: 'categorical_values_check',
    description: `Domain content requirement is not met. Expected domain match: ${percent(least)}. Observed: Only ${percent(share)} of data is in the domain. Unknown values: ${listNames(unknown.map(([value]) => value))}.`,
  };
}

function checkDrift({ config, current, values, baseline }: Asked): Found {
  const asked = config.distribution_constraints;
  if (asked.perform_comparison === 'Disabled' || baseline === undefined) return undefined;
  const [before, now] = [baseline, current].map(
    ({ numerical_statistics: numbers }) => numbers?.distribution?.kll,
  );
  if (before !== undefined && now !== undefined) {
    const distance = numberDistance(numbersOf(before), numbersOf(now), asked.comparison_method);
    return drifted(distance, asked.comparison_threshold);
  }
  const buckets = baseline.string_statistics?.distribution?.categorical.buckets ?? [];
  if (buckets.length === 0 || values.size === 0) return undefined;
  const counts = new Map(buckets.map(({ value, count }) => [value, count]));
  const threshold = asked.categorical_comparison_threshold;
  if (asked.categorical_drift_method === 'LInfinity')
    return drifted(valueDistance(counts, values, asked.comparison_method), threshold);
  const pValue = valuePValue(counts, values);
  if (pValue === null || pValue >= threshold) return undefined;
  return {
    constraint_check_type: 'baseline_drift_check',
    description: `Baseline drift p-value: ${pValue} is below threshold: ${threshold}`,
  };
}

function drifted(distance: number, threshold: number): Found {
  if (!(distance > threshold)) return undefined;
  return {
    constraint_check_type: 'baseline_drift_check',
    description: `Baseline drift distance: ${distance} exceeds threshold: ${threshold}`,
  };
}

function configOf(config: MonitoringConfig, { monitoringConfigOverrides }: FeatureConstraints) {
  return {
    ...config,
    ...monitoringConfigOverrides,
    distribution_constraints: {
      ...config.distribution_constraints,
      ...monitoringConfigOverrides?.distribution_constraints,
    },
  };
}

function commonOf({ numerical_statistics, string_statistics }: FeatureStatistics) {
  return (numerical_statistics ?? string_statistics)?.common ?? { num_present: 0, num_missing: 0 };
}

/** All digits, and a point: `99.71751412429379%`, `100.0%`. */
function percent(share: number): string {
  const value = share * 100;
  return `${Number.isInteger(value) ? value.toFixed(1) : value}%`;
}
