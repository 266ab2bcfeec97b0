import { AppError, showValue } from '@kaizenml/contracts';
import {
  DEFAULT_MONITORING,
  type DistributionConstraints,
  type FeatureConstraints,
  type FeatureStatistics,
  type KllDistribution,
  type MonitorConstraints,
  type MonitoringConfig,
  type MonitoringOverrides,
  type MonitorStatistics,
  type MonitorType,
  type NumericalStatistics,
  type Presence,
  type StringStatistics,
} from './monitor-files.ts';

/**
 * `constraints.json`, from whoever wrote it. What is left out has the default of the service; fields that are not known are left aside.
 *
 * @throws ARGUMENT_INVALID with the place of the first field that cannot be.
 */
export function readConstraints(file: unknown): MonitorConstraints {
  const root = objectAt(file, 'constraints');
  return {
    version: 0,
    features: listAt(root.features, 'constraints.features', featureConstraints),
    monitoring_config: monitoringConfig(root.monitoring_config, 'constraints.monitoring_config'),
  };
}

/**
 * `statistics.json`, from whoever wrote it. Fields that are not known are left aside.
 *
 * @throws ARGUMENT_INVALID with the place of the first field that cannot be.
 */
export function readStatistics(file: unknown): MonitorStatistics {
  const root = objectAt(file, 'statistics');
  const dataset = objectAt(root.dataset, 'statistics.dataset');
  return {
    version: 0,
    dataset: { item_count: countAt(dataset.item_count, 'statistics.dataset.item_count') },
    features: listAt(root.features, 'statistics.features', featureStatistics),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function featureConstraints(value: unknown, place: string): FeatureConstraints {
  const feature = objectAt(value, place);
  const texts = optional(feature.string_constraints, `${place}.string_constraints`, objectAt);
  const numbers = optional(feature.num_constraints, `${place}.num_constraints`, objectAt);
  const domains = optional(texts?.domains, `${place}.string_constraints.domains`, (list, where) =>
    listAt(list, where, textAt),
  );
  const isNonNegative = optional(
    numbers?.is_non_negative,
    `${place}.num_constraints.is_non_negative`,
    booleanAt,
  );
  const overrides = optional(
    feature.monitoringConfigOverrides,
    `${place}.monitoringConfigOverrides`,
    monitoringOverrides,
  );
  return {
    name: textAt(feature.name, `${place}.name`),
    inferred_type: typeAt(feature.inferred_type, `${place}.inferred_type`),
    completeness: optional(feature.completeness, `${place}.completeness`, shareAt) ?? 0,
    ...(isNonNegative !== undefined && { num_constraints: { is_non_negative: isNonNegative } }),
    ...(domains && { string_constraints: { domains } }),
    ...(overrides && { monitoringConfigOverrides: overrides }),
  };
}

function monitoringConfig(value: unknown, place: string): MonitoringConfig {
  const given = optional(value, place, monitoringOverrides) ?? {};
  return {
    ...DEFAULT_MONITORING,
    ...given,
    distribution_constraints: {
      ...DEFAULT_MONITORING.distribution_constraints,
      ...given.distribution_constraints,
    },
  };
}

function monitoringOverrides(value: unknown, place: string): MonitoringOverrides {
  const config = objectAt(value, place);
  return present({
    evaluate_constraints: part(config, place, 'evaluate_constraints', switchAt),
    emit_metrics: part(config, place, 'emit_metrics', switchAt),
    datatype_check_threshold: part(config, place, 'datatype_check_threshold', shareAt),
    domain_content_threshold: part(config, place, 'domain_content_threshold', shareAt),
    distribution_constraints: part(config, place, 'distribution_constraints', distribution),
  });
}

function distribution(value: unknown, place: string): Partial<DistributionConstraints> {
  const given = objectAt(value, place);
  return present({
    perform_comparison: part(given, place, 'perform_comparison', switchAt),
    comparison_threshold: part(given, place, 'comparison_threshold', shareAt),
    comparison_method: part(given, place, 'comparison_method', oneOf(['Simple', 'Robust'])),
    categorical_comparison_threshold: part(
      given,
      place,
      'categorical_comparison_threshold',
      shareAt,
    ),
    categorical_drift_method: part(
      given,
      place,
      'categorical_drift_method',
      oneOf(['LInfinity', 'ChiSquared']),
    ),
  });
}

function featureStatistics(value: unknown, place: string): FeatureStatistics {
  const feature = objectAt(value, place);
  return {
    name: textAt(feature.name, `${place}.name`),
    inferred_type: typeAt(feature.inferred_type, `${place}.inferred_type`),
    ...present({
      numerical_statistics: part(feature, place, 'numerical_statistics', numericalStatistics),
      string_statistics: part(feature, place, 'string_statistics', stringStatistics),
    }),
  };
}

function numericalStatistics(value: unknown, place: string): NumericalStatistics {
  const numbers = objectAt(value, place);
  const number = (name: string): number =>
    optional(numbers[name], `${place}.${name}`, numberAt) ?? 0;
  const shape = optional(numbers.distribution, `${place}.distribution`, objectAt);
  const kll = optional(shape?.kll, `${place}.distribution.kll`, kllDistribution);
  return {
    common: presence(numbers.common, `${place}.common`),
    ...{ mean: number('mean'), sum: number('sum'), std_dev: number('std_dev') },
    ...{ min: number('min'), max: number('max') },
    ...(kll && { distribution: { kll } }),
  };
}

function kllDistribution(value: unknown, place: string): KllDistribution {
  const kll = objectAt(value, place);
  const sketch = optional(kll.sketch, `${place}.sketch`, objectAt);
  const parameters = optional(sketch?.parameters, `${place}.sketch.parameters`, objectAt) ?? {};
  const data = optional(sketch?.data, `${place}.sketch.data`, (list, where) =>
    listAt(list, where, (compactor, at) => listAt(compactor, at, numberAt)),
  );
  return {
    buckets: listAt(kll.buckets, `${place}.buckets`, (bucket, at) => {
      const fields = objectAt(bucket, at);
      return {
        lower_bound: numberAt(fields.lower_bound, `${at}.lower_bound`),
        upper_bound: numberAt(fields.upper_bound, `${at}.upper_bound`),
        count: countAt(fields.count, `${at}.count`),
      };
    }),
    ...(data && {
      sketch: {
        parameters: {
          c: optional(parameters.c, `${place}.sketch.parameters.c`, numberAt) ?? 0.64,
          k: optional(parameters.k, `${place}.sketch.parameters.k`, numberAt) ?? 2048,
        },
        data,
      },
    }),
  };
}

function stringStatistics(value: unknown, place: string): StringStatistics {
  const texts = objectAt(value, place);
  const shape = optional(texts.distribution, `${place}.distribution`, objectAt);
  const at = `${place}.distribution.categorical`;
  const categorical = optional(shape?.categorical, at, objectAt);
  const buckets = optional(categorical?.buckets, `${at}.buckets`, (list, where) =>
    listAt(list, where, (bucket, here) => {
      const fields = objectAt(bucket, here);
      return {
        value: textAt(fields.value, `${here}.value`),
        count: countAt(fields.count, `${here}.count`),
      };
    }),
  );
  return {
    common: presence(texts.common, `${place}.common`),
    distinct_count: optional(texts.distinct_count, `${place}.distinct_count`, countAt) ?? 0,
    ...(buckets && { distribution: { categorical: { buckets } } }),
  };
}

function presence(value: unknown, place: string): Presence {
  const common = objectAt(value, place);
  return {
    num_present: countAt(common.num_present, `${place}.num_present`),
    num_missing: countAt(common.num_missing, `${place}.num_missing`),
  };
}

type Read<T> = (value: unknown, place: string) => T;

function optional<T>(value: unknown, place: string, read: Read<T>): T | undefined {
  return value === undefined || value === null ? undefined : read(value, place);
}

function part<T>(fields: Fields, place: string, name: string, read: Read<T>): T | undefined {
  return optional(fields[name], `${place}.${name}`, read);
}

/** Without the fields that are undefined. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function objectAt(value: unknown, place: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(place, 'an object', value);
}

function listAt<T>(value: unknown, place: string, read: Read<T>): T[] {
  if (!Array.isArray(value)) throw wrong(place, 'a list', value);
  return value.map((entry, at) => read(entry, `${place}[${at}]`));
}

function textAt(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  throw wrong(place, 'a text', value);
}

function booleanAt(value: unknown, place: string): boolean {
  if (typeof value === 'boolean') return value;
  throw wrong(place, 'true or false', value);
}

function numberAt(value: unknown, place: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrong(place, 'a number', value);
}

function countAt(value: unknown, place: string): number {
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value;
  throw wrong(place, 'a number of at least 0', value);
}

function shareAt(value: unknown, place: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw wrong(place, 'a number from 0 to 1', value);
}

const switchAt = oneOf(['Enabled', 'Disabled']);
const MONITOR_TYPES: readonly MonitorType[] = ['Integral', 'Fractional', 'String', 'Unknown'];
const typeAt = oneOf(MONITOR_TYPES);

function oneOf<T extends string>(known: readonly T[]): Read<T> {
  return (value, place) => {
    const found = known.find((one) => one === value);
    if (found !== undefined) return found;
    throw wrong(place, `one of ${known.join(', ')}`, value);
  };
}

function wrong(place: string, expected: string, value: unknown): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${place} must be ${expected}, got ${showValue(value)}.`,
    hint: 'Give the file as Model Monitor or `kaizen datasets constraints` wrote it.',
    details: { place },
  });
}
