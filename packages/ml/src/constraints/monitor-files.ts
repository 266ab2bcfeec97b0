/** How a column's values read as text: whole numbers, numbers with a point or an exponent, anything else, none at all. */
export type MonitorType = 'Integral' | 'Fractional' | 'String' | 'Unknown';

/** `statistics.json`: what a table held. Names are those of the file. */
export interface MonitorStatistics {
  readonly version: number;
  readonly dataset: { readonly item_count: number };
  readonly features: readonly FeatureStatistics[];
}

export interface FeatureStatistics {
  readonly name: string;
  readonly inferred_type: MonitorType;
  readonly numerical_statistics?: NumericalStatistics;
  readonly string_statistics?: StringStatistics;
}

/** Rows with a value, and those without. */
export interface Presence {
  readonly num_present: number;
  readonly num_missing: number;
}

export interface NumericalStatistics {
  readonly common: Presence;
  /** Of finite numbers; 0 where there is none. */
  readonly mean: number;
  readonly sum: number;
  /** Of the population: squares divided by n. */
  readonly std_dev: number;
  readonly min: number;
  readonly max: number;
  readonly distribution?: { readonly kll: KllDistribution };
}

/** Ten buckets of equal width, and the sketch that they come from. */
export interface KllDistribution {
  /** Each holds what is at least its lower bound and below its upper one; the last one also its upper bound. */
  readonly buckets: readonly NumberBucket[];
  /** Items of compactor i stand for 2^i values. */
  readonly sketch?: {
    readonly parameters: { readonly c: number; readonly k: number };
    readonly data: readonly (readonly number[])[];
  };
}

export interface NumberBucket {
  readonly lower_bound: number;
  readonly upper_bound: number;
  readonly count: number;
}

export interface StringStatistics {
  readonly common: Presence;
  readonly distinct_count: number;
  readonly distribution?: { readonly categorical: { readonly buckets: readonly ValueBucket[] } };
}

export interface ValueBucket {
  readonly value: string;
  readonly count: number;
}

/** `constraints.json`: what a table must hold. */
export interface MonitorConstraints {
  readonly version: number;
  readonly features: readonly FeatureConstraints[];
  readonly monitoring_config: MonitoringConfig;
}

export interface FeatureConstraints {
  readonly name: string;
  readonly inferred_type: MonitorType;
  /** Least share of rows with a value, 0 to 1. */
  readonly completeness: number;
  readonly num_constraints?: { readonly is_non_negative: boolean };
  readonly string_constraints?: { readonly domains: readonly string[] };
  /** What holds for this column in place of `monitoring_config`. */
  readonly monitoringConfigOverrides?: MonitoringOverrides;
}

export type Switch = 'Enabled' | 'Disabled';

/** How constraints are held against a table. */
export interface MonitoringConfig {
  readonly evaluate_constraints: Switch;
  /** Whether the service that these files come from emits metrics. Kept, and without a meaning here. */
  readonly emit_metrics: Switch;
  /** Least share of values of the type that was inferred, 0 to 1. */
  readonly datatype_check_threshold: number;
  /** Least share of values in the domain, 0 to 1. */
  readonly domain_content_threshold: number;
  readonly distribution_constraints: DistributionConstraints;
}

export interface DistributionConstraints {
  readonly perform_comparison: Switch;
  /** Distance of numbers that is allowed, 0 to 1. */
  readonly comparison_threshold: number;
  /** `Simple`: the largest difference of shares; `Robust`: what is left of it beyond chance. */
  readonly comparison_method: 'Simple' | 'Robust';
  /** Distance of values that is allowed; of `ChiSquared` the p-value that is asked for. */
  readonly categorical_comparison_threshold: number;
  readonly categorical_drift_method: 'LInfinity' | 'ChiSquared';
}

/** Parts of a `MonitoringConfig`. */
export interface MonitoringOverrides
  extends Partial<Omit<MonitoringConfig, 'distribution_constraints'>> {
  readonly distribution_constraints?: Partial<DistributionConstraints>;
}

/** What holds where a file says nothing, as in the configuration class of the service. */
export const DEFAULT_MONITORING: MonitoringConfig = {
  evaluate_constraints: 'Enabled',
  emit_metrics: 'Enabled',
  datatype_check_threshold: 1,
  domain_content_threshold: 1,
  distribution_constraints: {
    perform_comparison: 'Enabled',
    comparison_threshold: 0.1,
    comparison_method: 'Robust',
    categorical_comparison_threshold: 0.1,
    categorical_drift_method: 'LInfinity',
  },
};

export const MONITOR_CHECKS = [
  'data_type_check',
  'completeness_check',
  'baseline_drift_check',
  'missing_column_check',
  'extra_column_check',
  'categorical_values_check',
] as const;

export type MonitorCheck = (typeof MONITOR_CHECKS)[number];

/** An entry of `constraint_violations.json`. */
export interface ConstraintViolation {
  /** `Missing columns` and `Extra columns` where it is about none alone. */
  readonly feature_name: string;
  readonly constraint_check_type: MonitorCheck;
  readonly description: string;
}
