import type { Row } from '@kaizenml/contracts';
import { DEFAULT_ROUTE, type LabeledRequest, type LoggedRequest } from '../log.ts';
import type { FeatureColumn, Layout } from './layout.ts';
import { type StoredValue, toStored } from './value-kind.ts';

/** One row of a request, by its place from 0. */
export interface TableRow {
  readonly request: LoggedRequest & Partial<Pick<LabeledRequest, 'labels'>>;
  readonly i: number;
  /** The whole request as JSON, beside the first row of one that the columns alone would not give back. */
  readonly original?: string | undefined;
}

/** One column of the table: its name, what it is stored as, and its value of a row. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean' | 'json' | 'whole' | 'instant';
  readonly cellOf: (row: TableRow) => StoredValue;
}

/** The columns that say which request a row belongs to. */
const REQUEST: readonly TableColumn[] = [
  textColumn('request_id', ({ requestId }) => requestId),
  { name: 'row_number', type: 'whole', cellOf: ({ request, i }) => (isEmpty(request) ? 0 : i + 1) },
  { name: 'answered_at', type: 'instant', cellOf: ({ request }) => instantOf(request.at) },
  textColumn('endpoint', ({ endpoint }) => endpoint),
  textColumn('route', ({ route = DEFAULT_ROUTE }) => route),
  textColumn('kind', ({ kind = 'answer' }) => kind),
  { name: 'version', type: 'whole', cellOf: ({ request }) => request.version },
  { name: 'latency_ms', type: 'number', cellOf: ({ request }) => request.latencyMs },
  textColumn('entity', ({ entity }) => entity),
  textColumn('protocol', ({ protocol }) => protocol),
  textColumn('error', ({ error }) => error),
  { name: 'weight', type: 'number', cellOf: ({ request }) => request.weight ?? 1 },
  { name: 'propensity', type: 'number', cellOf: ({ request }) => request.propensity ?? null },
];

function textColumn(
  name: string,
  textOf: (request: LoggedRequest) => string | undefined,
): TableColumn {
  return { name, type: 'text', cellOf: ({ request }) => toStored('text', textOf(request)) };
}

/** The columns of requests and their answers, row by row, in the order of the file. */
export function tableColumns(layout: Layout): readonly TableColumn[] {
  const answer = ({ request, i }: TableRow) => request.predictions[i];
  return [
    ...REQUEST,
    {
      name: 'prediction',
      type: layout.prediction,
      cellOf: (row) => toStored(layout.prediction, answer(row)?.prediction),
    },
    ...layout.probabilities.map(
      ({ name, column }): TableColumn => ({
        name: column,
        type: 'number',
        cellOf: (row) => toStored('number', answer(row)?.probabilities?.[name]),
      }),
    ),
    ...layout.quantiles.map(
      ({ name, column }): TableColumn => ({
        name: column,
        type: 'number',
        cellOf: (row) => toStored('number', answer(row)?.quantiles?.[name]),
      }),
    ),
    { name: 'beside', type: 'json', cellOf: (row) => toStored('json', answer(row)?.beside) },
    {
      name: 'explanation',
      type: 'json',
      cellOf: ({ request, i }) => toStored('json', request.explanations?.[i]),
    },
    ...layout.features.map((feature) => valueColumn(feature, ({ request, i }) => request.rows[i])),
    ...(layout.outputs ?? []).map((output) =>
      valueColumn(output, ({ request, i }) => request.outputs?.[i]),
    ),
  ];
}

function valueColumn(
  { name, column, kind }: FeatureColumn,
  rowOf: (row: TableRow) => Row | undefined,
): TableColumn {
  return {
    ...{ name: column, type: kind },
    cellOf: (at) => {
      const row = rowOf(at);
      return row !== undefined && Object.hasOwn(row, name) ? toStored(kind, row[name]) : null;
    },
  };
}

/** What the log keeps besides, so that nothing is lost by the columns. */
export const ORIGINAL: TableColumn = {
  name: 'original',
  type: 'json',
  cellOf: ({ original, i }) => (i === 0 ? (original ?? null) : null),
};

/** What turned out to be true of a row. */
export function labelColumns(layout: Layout): readonly TableColumn[] {
  return [
    {
      name: 'label',
      type: layout.label,
      cellOf: ({ request, i }) => toStored(layout.label, request.labels?.[i]?.label),
    },
    {
      name: 'labeled_at',
      type: 'instant',
      cellOf: ({ request, i }) => {
        const at = request.labels?.[i]?.at;
        return at === undefined ? null : instantOf(at);
      },
    },
  ];
}

/** Rows of the table that a request becomes: one even for a request without rows. */
export function nTableRows({ rows, predictions }: LoggedRequest): number {
  return Math.max(1, rows.length, predictions.length);
}

function isEmpty({ rows, predictions }: LoggedRequest): boolean {
  return rows.length === 0 && predictions.length === 0;
}

function instantOf(at: string): number | null {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? null : ms;
}
