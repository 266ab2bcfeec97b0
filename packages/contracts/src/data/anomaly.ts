import type { Severity } from '../finding.ts';
import type { SchemaPatch } from './schema.ts';

/** One kind of anomaly. */
export interface AnomalyRow {
  /** Number of the kind in TensorFlow Data Validation; null of ours. */
  readonly number: number | null;
  readonly severity: Severity;
  readonly title: string;
}

/**
 * What validation may find. Names and numbers are those of TensorFlow Data Validation where it has them, so that its
 * users recognize them; public: add, never rename.
 */
export const ANOMALIES = {
  SCHEMA_MISSING_COLUMN: { number: 35, severity: 'error', title: 'Column missing' },
  SCHEMA_NEW_COLUMN: { number: 36, severity: 'warning', title: 'New column' },
  FEATURE_TYPE_LOW_FRACTION_PRESENT: {
    number: 16,
    severity: 'error',
    title: 'Too many values missing',
  },
  FEATURE_TYPE_LOW_NUMBER_PRESENT: { number: 17, severity: 'error', title: 'Too few values' },
  FEATURE_TYPE_NOT_PRESENT: { number: 19, severity: 'error', title: 'No value at all' },
  FEATURE_TYPE_LOW_NUMBER_VALUES: { number: 18, severity: 'error', title: 'Lists too short' },
  FEATURE_TYPE_HIGH_NUMBER_VALUES: { number: 15, severity: 'error', title: 'Lists too long' },
  FEATURE_TYPE_LOW_UNIQUE: { number: 60, severity: 'error', title: 'Too few different values' },
  FEATURE_TYPE_HIGH_UNIQUE: { number: 59, severity: 'error', title: 'Too many different values' },
  FEATURE_TYPE_NO_UNIQUE: {
    number: 61,
    severity: 'error',
    title: 'Different values were not counted',
  },
  DATASET_LOW_NUM_EXAMPLES: { number: 51, severity: 'error', title: 'Too few rows' },
  DATASET_HIGH_NUM_EXAMPLES: { number: 58, severity: 'error', title: 'Too many rows' },
  COMPARATOR_LOW_NUM_EXAMPLES: { number: 49, severity: 'error', title: 'Fewer rows than before' },
  COMPARATOR_HIGH_NUM_EXAMPLES: { number: 50, severity: 'error', title: 'More rows than before' },
  STATS_NOT_AVAILABLE: { number: 83, severity: 'error', title: 'No statistics' },
  UNEXPECTED_DATA_TYPE: { number: 70, severity: 'error', title: 'Another type' },
  INT_TYPE_NOT_INT_STRING: { number: 30, severity: 'error', title: 'Not a whole number' },
  FLOAT_TYPE_STRING_NOT_FLOAT: { number: 25, severity: 'error', title: 'Not a number' },
  BOOL_TYPE_BIG_INT: { number: 1, severity: 'error', title: 'Above 1 where true is 1' },
  BOOL_TYPE_SMALL_INT: { number: 7, severity: 'error', title: 'Below 0 where false is 0' },
  BOOL_TYPE_UNEXPECTED_STRING: { number: 9, severity: 'error', title: 'Neither true nor false' },
  BOOL_TYPE_UNEXPECTED_FLOAT: { number: 52, severity: 'error', title: 'Neither 0 nor 1' },
  BOOL_TYPE_INVALID_CONFIG: {
    number: 88,
    severity: 'error',
    title: 'Words of a boolean are unusable',
  },
  INT_TYPE_SMALL_INT: { number: 32, severity: 'error', title: 'Whole number too small' },
  INT_TYPE_BIG_INT: { number: 28, severity: 'error', title: 'Whole number too large' },
  FLOAT_TYPE_SMALL_FLOAT: { number: 24, severity: 'error', title: 'Number too small' },
  FLOAT_TYPE_BIG_FLOAT: { number: 22, severity: 'error', title: 'Number too large' },
  FLOAT_TYPE_HAS_NAN: { number: 53, severity: 'error', title: 'Not a number (NaN)' },
  FLOAT_TYPE_HAS_INF: { number: 62, severity: 'error', title: 'Infinite' },
  ENUM_TYPE_UNEXPECTED_STRING_VALUES: { number: 14, severity: 'error', title: 'Unexpected values' },
  ENUM_TYPE_INVALID_UTF8: { number: 13, severity: 'error', title: 'Not UTF-8' },
  SEMANTIC_DOMAIN_UPDATE: { number: 48, severity: 'warning', title: 'Texts look like something' },
  COMPARATOR_L_INFTY_HIGH: { number: 42, severity: 'error', title: 'Shares of values moved' },
  COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH: {
    number: 63,
    severity: 'error',
    title: 'Distribution moved',
  },
  COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH: {
    number: 87,
    severity: 'error',
    title: 'Counts moved',
  },
  COMPARATOR_CONTROL_DATA_MISSING: {
    number: 40,
    severity: 'error',
    title: 'Nothing to compare with',
  },
  FEATURE_MISSING_NAME: { number: 67, severity: 'error', title: 'Column without a name' },
  FEATURE_MISSING_TYPE: { number: 68, severity: 'error', title: 'Column without a type' },
  INVALID_SCHEMA_SPECIFICATION: { number: 69, severity: 'error', title: 'Schema unusable' },
  INVALID_DOMAIN_SPECIFICATION: { number: 81, severity: 'error', title: 'Domain unusable' },
  DOMAIN_INVALID_FOR_TYPE: { number: 66, severity: 'error', title: 'Domain of another type' },
  INVALID_FEATURE_SHAPE: { number: 80, severity: 'error', title: 'Bounds contradict each other' },
  CUSTOM_VALIDATION: { number: 86, severity: 'error', title: 'A rule does not hold' },
  DATE_TYPE_NOT_DATE_STRING: { number: null, severity: 'error', title: 'Not a date' },
  DATE_TYPE_SMALL_DATE: { number: null, severity: 'error', title: 'Date too early' },
  DATE_TYPE_BIG_DATE: { number: null, severity: 'error', title: 'Date too late' },
  STRING_TYPE_LENGTH: { number: null, severity: 'error', title: 'Length of a text' },
  FORMAT_MISMATCH: { number: null, severity: 'error', title: 'Text of another format' },
  VALUES_NOT_UNIQUE: { number: null, severity: 'error', title: 'Values occur twice' },
  KEY_NOT_UNIQUE: { number: null, severity: 'error', title: 'Keys occur twice' },
  FOREIGN_KEY_MISSING: { number: null, severity: 'error', title: 'Keys without their row' },
  DATASET_STALE: { number: null, severity: 'error', title: 'Data too old' },
} as const satisfies Record<string, AnomalyRow>;

export type AnomalyName = keyof typeof ANOMALIES;

/** Something that data do not keep of their schema. */
export interface Anomaly {
  readonly name: AnomalyName;
  readonly number: number | null;
  readonly severity: Severity;
  /** Null when it is about the whole table. */
  readonly column: string | null;
  /** A few words: the title of the kind. */
  readonly short: string;
  /** One sentence: what is expected, what was found, how much of it. */
  readonly long: string;
  /** Share of the rows that offend, 0 to 1; null where rows cannot be told. */
  readonly share: number | null;
  /** Number of the rows that offend; null where rows cannot be told. */
  readonly count: number | null;
  /** The first rows that offend, at most 10; rows count from 1, the header not among them. */
  readonly rows: readonly OffendingRow[];
  /** The change of the schema that would allow it; null where none should be offered. */
  readonly patch: SchemaPatch | null;
  /** Every value of the sentence as JSON. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A row that offends, with the value that does. */
export interface OffendingRow {
  readonly row: number;
  /** As written; null when missing. */
  readonly value: string | null;
}

/** What happens to rows with anomalies that come to be answered; only errors refuse. */
export const ANOMALY_POLICIES = ['warn', 'refuse', 'ignore'] as const;

export type AnomalyPolicy = (typeof ANOMALY_POLICIES)[number];

/** An anomaly of one row that came to be answered, as validation would say it of a table that is this row. */
export interface ServedAnomaly {
  /** From 1. */
  readonly row: number;
  /** Null when it is about several columns. */
  readonly column: string | null;
  readonly name: AnomalyName;
  readonly number: number | null;
  readonly severity: Severity;
  /** One sentence: what is expected, what was found. */
  readonly message: string;
}

/** What rows that came to be answered do not keep of the schema. */
export interface ServedAnomalies {
  /** Rows that have anomalies. */
  readonly nOffending: number;
  /** Row by row, those of the first rows: about 1000 at most. */
  readonly anomalies: readonly ServedAnomaly[];
}
