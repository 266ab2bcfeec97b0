import type { Prediction, Row } from '@kaizenml/contracts';
import { type Contributions, DEFAULT_ROUTE, type LoggedRequest, type LogKind } from '../log.ts';
import type { FeatureColumn, Layout } from './layout.ts';
import { fromStored, type StoredValue } from './value-kind.ts';

/** One row of the table, by the names of its columns; instants are milliseconds since 1970 UTC. */
export type StoredRow = Readonly<Record<string, StoredValue>>;

/** The request that stands in rows that belong together. Of one that columns do not hold, its original. */
export function fromTable(layout: Layout, stored: readonly StoredRow[]): LoggedRequest {
  const first = stored[0] ?? {};
  if (typeof first.original === 'string') return JSON.parse(first.original);
  const answered = stored.filter(({ prediction }) => prediction !== null);
  const explained = stored.map(({ explanation }) => explanation ?? null);
  return {
    at: new Date(Number(first.answered_at)).toISOString(),
    requestId: String(first.request_id),
    endpoint: String(first.endpoint),
    version: Number(first.version),
    latencyMs: Number(first.latency_ms),
    rows: first.row_number === 0 ? [] : stored.map((row) => valuesOf(layout.features, row)),
    predictions: answered.map((row) => predictionOf(layout, row)),
    ...(first.route === DEFAULT_ROUTE ? {} : { route: String(first.route) }),
    ...(first.kind === 'answer' ? {} : { kind: first.kind as LogKind }),
    ...optional('entity', first.entity),
    ...optional('protocol', first.protocol),
    ...optional('error', first.error),
    ...(typeof first.weight === 'number' && first.weight !== 1 ? { weight: first.weight } : {}),
    ...(typeof first.propensity === 'number' ? { propensity: first.propensity } : {}),
    ...outputsOf(layout, stored),
    ...(explained.every((one) => one === null)
      ? {}
      : { explanations: explained.map((one) => fromStored('json', one) as Contributions | null) }),
  };
}

function optional<Key extends string>(key: Key, value: StoredValue | undefined) {
  return value === null || value === undefined ? {} : { [key]: String(value) };
}

function outputsOf({ outputs = [] }: Layout, stored: readonly StoredRow[]) {
  const rows = stored.map((row) => valuesOf(outputs, row));
  return rows.some((row) => Object.keys(row).length > 0) ? { outputs: rows } : {};
}

function valuesOf(columns: readonly FeatureColumn[], stored: StoredRow): Row {
  const row: Record<string, unknown> = {};
  for (const { name, column, kind, isAbsentWhenEmpty } of columns) {
    const value = stored[column] ?? null;
    if (value !== null || !isAbsentWhenEmpty) row[name] = fromStored(kind, value);
  }
  return row;
}

function predictionOf(layout: Layout, stored: StoredRow): Prediction {
  const probabilities = numbersOf(layout.probabilities, stored);
  const quantiles = numbersOf(layout.quantiles, stored);
  return {
    prediction: fromStored(layout.prediction, stored.prediction ?? null) as string | number,
    ...(probabilities === undefined ? {} : { probabilities }),
    ...(quantiles === undefined ? {} : { quantiles }),
    ...(typeof stored.beside === 'string' ? { beside: JSON.parse(stored.beside) } : {}),
  };
}

function numbersOf(
  columns: Layout['probabilities'],
  stored: StoredRow,
): Record<string, number> | undefined {
  const numbers: Record<string, number> = {};
  let isEmpty = true;
  for (const { name, column } of columns) {
    const value = stored[column];
    if (typeof value !== 'number') continue;
    numbers[name] = value;
    isEmpty = false;
  }
  return isEmpty ? undefined : numbers;
}
