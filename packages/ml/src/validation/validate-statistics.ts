import type { Anomaly, ColumnStatistics, DataSchema, DatasetStatistics } from '@kaizenml/contracts';
import { checkDistinct, checkDistinctBounds } from './checks/check-distinct.ts';
import { checkDomain } from './checks/check-domain.ts';
import { checkListLengths } from './checks/check-list-lengths.ts';
import { checkPresence } from './checks/check-presence.ts';
import { checkRange } from './checks/check-range.ts';
import { checkTable } from './checks/check-table.ts';
import { checkText, suggestFormat } from './checks/check-text.ts';
import { checkKind, checkType } from './checks/check-type.ts';
import { type ColumnSubject, columnSubject } from './checks/column-subject.ts';
import { missingColumn, newColumn } from './checks/unmatched-columns.ts';
import { type ComparedTable, checkComparators } from './compare/check-comparators.ts';
import { offerPatches } from './offer-patches.ts';
import { checkSchema } from './schema/check-schema.ts';
import { assertEnvironment, isExpectedIn } from './schema/environments.ts';

/** What a table is compared with, and where it is used. */
export interface ValidationOptions {
  /** Where the table is used, such as `training` or `serving`. Default: columns of every environment are expected. */
  readonly environment?: string | undefined;
  /** The span before: drift, and rows over its rows. */
  readonly previous?: DatasetStatistics | undefined;
  /** The version before: rows over its rows. */
  readonly previousVersion?: DatasetStatistics | undefined;
  /** What the model is served with, when the table is what it was trained on: skew. */
  readonly serving?: DatasetStatistics | undefined;
  /** What the model was trained on, when the table is what it is served with: skew. */
  readonly training?: DatasetStatistics | undefined;
  /** Milliseconds since 1970 UTC; without it nothing is too old. */
  readonly now?: number | undefined;
  /** Every row is asked too: only what rows do not tell one by one is checked. Default false. */
  readonly besideRows?: boolean | undefined;
}

/**
 * Everything in which a table differs from its schema, as far as statistics tell: first what is wrong with the schema itself,
 * then the table, then its columns in the order of the schema, then new ones. `rows` are empty: row-level checks find them.
 *
 * Columns of which the schema is unusable are not checked, nor is the table as a whole where the whole schema is. A patch that the history of the schema rejected is not offered.
 *
 * @throws ARGUMENT_INVALID when the schema does not know the environment.
 * @source Caveness et al. (2020), "TensorFlow Data Validation", SIGMOD.
 */
export function validateStatistics(
  statistics: DatasetStatistics,
  schema: DataSchema,
  options: ValidationOptions = {},
): Anomaly[] {
  assertEnvironment(schema, options.environment);
  const broken = checkSchema(schema);
  const unusable = new Set(broken.map(({ column }) => column));
  const columns = Object.keys(schema.columns).filter((name) => !unusable.has(name));
  const anomalies = [
    ...broken,
    ...(unusable.has(null) ? [] : checkTable(statistics, schema, options)),
    ...columns.flatMap((name) => checkColumn(name, { statistics, schema, options })),
    ...unknownColumns(statistics, schema).map(newColumn),
  ];
  return offerPatches(anomalies, schema);
}

function checkColumn(
  name: string,
  {
    statistics,
    schema,
    options,
  }: {
    readonly statistics: DatasetStatistics;
    readonly schema: DataSchema;
    readonly options: ValidationOptions;
  },
): Anomaly[] {
  const spec = schema.columns[name];
  const { environment } = options;
  if (!isChecked(spec) || !isExpectedIn(spec, environment)) return [];
  const column = statistics.columns.find((each) => each.name === name);
  if (column === undefined) {
    const unknown = unknownColumns(statistics, schema).map((each) => each.name);
    return spec.presence === undefined
      ? []
      : [missingColumn(schema, name, { environment, unknown })];
  }
  if (statistics.nRows === 0) return [];
  const subject = columnSubject(schema, name, column);
  const checks = options.besideRows === true ? BESIDE_ROWS : CHECKS;
  return [
    ...checks.flatMap((check) => check(subject)),
    ...checkComparators(subject, comparedTables(options)),
  ];
}

type ColumnCheck = (subject: ColumnSubject) => Anomaly[];

const CHECKS: readonly ColumnCheck[] = [
  checkPresence,
  checkType,
  checkRange,
  checkDomain,
  checkText,
  checkListLengths,
  checkDistinct,
];

/** What needs all rows of a column at once, and little of its statistics. */
const BESIDE_ROWS: readonly ColumnCheck[] = [
  checkPresence,
  checkKind,
  suggestFormat,
  checkListLengths,
  checkDistinctBounds,
];

function isChecked({ stage = 'production' }: DataSchema['columns'][string]): boolean {
  return stage === 'production';
}

function unknownColumns({ columns }: DatasetStatistics, schema: DataSchema): ColumnStatistics[] {
  return columns.filter(({ name }) => !Object.hasOwn(schema.columns, name));
}

function comparedTables({ previous, serving, training }: ValidationOptions): ComparedTable[] {
  const tables = [
    { kind: 'drift', title: 'the span before', statistics: previous },
    { kind: 'skew', title: 'serving', statistics: serving },
    { kind: 'skew', title: 'training', statistics: training },
  ] as const;
  return tables.flatMap(({ kind, title, statistics }) =>
    statistics === undefined ? [] : [{ kind, title, statistics }],
  );
}
