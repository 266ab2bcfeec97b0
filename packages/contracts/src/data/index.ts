export {
  ANOMALIES,
  ANOMALY_POLICIES,
  type Anomaly,
  type AnomalyName,
  type AnomalyPolicy,
  type AnomalyRow,
  type OffendingRow,
  type ServedAnomalies,
  type ServedAnomaly,
} from './anomaly.ts';
export {
  type Bounds,
  COLUMN_TYPES,
  type ColumnSchema,
  type ColumnType,
  type Comparator,
  type DataSchema,
  type ForeignKey,
  LIFECYCLE_STAGES,
  type LifecycleStage,
  type RowRule,
  type SchemaChange,
  type SchemaDecision,
  type SchemaPatch,
  TEXT_FORMATS,
  type TextFormat,
} from './schema.ts';
export type * from './statistics.ts';
