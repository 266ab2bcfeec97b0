import type { Anomaly, ColumnSchema, DataSchema } from '@kaizenml/contracts';
import { makeAnomaly } from '../make-anomaly.ts';
import { offerPatches } from '../offer-patches.ts';
import { foreignKeyChecks, keyCheck, uniqueCheck } from './check-keys.ts';
import { ruleChecks } from './check-rules.ts';
import type { ColumnChecker, TypedValues } from './column-checker.ts';
import { type ColumnCheckOptions, compileColumn } from './column-checks.ts';
import type { ColumnSummary } from './column-summary.ts';
import { distinctCounter } from './count-distinct.ts';
import type { RowCheck } from './row-check.ts';
import type { RowChunk } from './row-chunk.ts';
import { isSeen } from './sightings.ts';
import type { ValueSet } from './value-set.ts';

export interface RowCheckOptions extends ColumnCheckOptions {
  /** The keys that are there, one set per foreign key of the schema; a foreign key without one is not checked. */
  readonly references?: readonly (ValueSet | undefined)[];
  /** Columns of which no row breaks a check: they are read where other checks need them only. */
  readonly acquitted?: ReadonlyMap<string, ColumnSummary> | undefined;
}

interface SchemaColumn {
  readonly name: string;
  readonly schema: ColumnSchema;
}

/** Checks of a schema that look at every row. */
export interface RowChecks {
  /** Columns that are read, in the order of the schema. */
  readonly columns: readonly SchemaColumn[];
  /** In the order of the schema: columns, key, foreign keys, rules. */
  readonly checks: readonly RowCheck[];
  /** Whether some check needs every row; else rules alone are open, and rows that break none may be passed over. */
  readonly asksAll: boolean;
  /** Takes the next rows; chunks may have any length. */
  readonly push: (chunk: RowChunk) => void;
  /** Passes over rows up to one, from 0, which break no rule. Only where not all are asked for. */
  readonly skipTo: (row: number) => void;
  /** What was found; call once, after the last chunk. */
  readonly finish: () => RowFindings;
}

export interface RowFindings {
  readonly nRows: number;
  /** In the order of the schema: columns, key, foreign keys, rules. */
  readonly anomalies: readonly RowAnomaly[];
  /** Of the columns of the schema that the data have and the checks read, and of those that were acquitted. */
  readonly columns: ReadonlyMap<string, ColumnSummary>;
}

/** An anomaly, and which rows it is about. */
export interface RowAnomaly {
  readonly anomaly: Anomaly;
  /** Whether a row, from 0, offends. */
  readonly isOffending: (row: number) => boolean;
}

/**
 * Compiles the checks of a schema that rows are needed for: types, ranges, domains, lengths, formats, lists, presence,
 * uniqueness, keys and rules. Only columns in production are checked.
 *
 * A rule that is not understood is an anomaly of the schema, and the others are checked.
 *
 * @cost O(rows * columns) time; one bit per row and check that rows fail, fingerprints of the values of unique columns.
 */
export function compileRowChecks(
  schema: DataSchema,
  { environment, dateFormats, references = [], acquitted = new Map() }: RowCheckOptions = {},
): RowChecks {
  const isChecked = ({ schema: { stage } }: SchemaColumn) =>
    (stage ?? 'production') === 'production';
  const columns = Object.entries(schema.columns).map(([name, column]) => ({
    name,
    schema: column,
  }));
  const checked = columns.filter((column) => isChecked(column));
  const rules = ruleChecks(schema);
  const crossing = [
    ...checked.flatMap(({ name, schema: { isUnique } }) => (isUnique ? [uniqueCheck(name)] : [])),
    ...(schema.key === undefined ? [] : [keyCheck(schema.key)]),
    ...foreignKeyChecks(schema.foreignKeys ?? [], references),
    ...rules.checks,
  ];
  const crossed = new Set(crossing.flatMap(({ columns: names }) => names));
  const asked = checked.filter(({ name }) => !acquitted.has(name));
  const read = columns.filter((column) => crossed.has(column.name) || asked.includes(column));
  const checkers = new Map(
    read.map(({ name }) => [name, compileColumn(schema, name, { environment, dateFormats })]),
  );
  const counters = asked
    .filter(({ schema: { distinct } }) => distinct !== undefined)
    .map(({ name }) => distinctCounter(name));
  const all = [
    ...asked.flatMap(({ name }) => checkers.get(name)?.checks ?? []),
    ...crossing.map(({ check }) => check),
  ];
  const known = new Set<string>();
  let nRows = 0;

  const push = (chunk: RowChunk): void => {
    const place = { firstRow: nRows, nRows: chunk.nRows };
    const typed = new Map<string, TypedValues>();
    for (const [name, checker] of checkers) {
      const column = chunk.column(name);
      if (column !== undefined) typed.set(name, checker.push(column, place));
    }
    for (const name of typed.keys()) known.add(name);
    for (const { push: pushAcross } of [...crossing, ...counters]) pushAcross(typed, place);
    nRows += chunk.nRows;
  };

  const finish = (): RowFindings => {
    const said = [
      ...rules.unusable.map((anomaly) => ({ anomaly, isOffending: () => false })),
      ...all.flatMap(sayCheck),
    ];
    const offered = offerPatches(
      said.map(({ anomaly }) => anomaly),
      schema,
    );
    return {
      nRows,
      columns: new Map([...acquitted, ...[...checkers].flatMap(summarize)]),
      anomalies: said.map((one, k) => ({ ...one, anomaly: offered[k] ?? one.anomaly })),
    };
  };

  const summarize = ([name, checker]: [string, ColumnChecker]): [string, ColumnSummary][] => {
    if (!known.has(name) || acquitted.has(name)) return [];
    const distinct = counters.find(({ column }) => column === name)?.count();
    return [[name, { ...checker.found(nRows), nPresent: checker.nPresent(), distinct }]];
  };

  const sayCheck = (check: RowCheck): RowAnomaly[] => {
    const { name, column, sightings } = check;
    const { count, first } = sightings;
    if (count === 0) return [];
    const nPresent = (column === null ? undefined : checkers.get(column)?.nPresent()) ?? nRows;
    const said = check.say({ nRows, nPresent, count });
    if (said === undefined) return [];
    const { severity, ...parts } = said;
    const anomaly = makeAnomaly(name, {
      column,
      count,
      nRows,
      rows: first,
      ...parts,
      ...(severity === undefined ? {} : { severity }),
    });
    return [{ anomaly, isOffending: (row) => isSeen(sightings, row) }];
  };

  return {
    columns: read,
    checks: all,
    asksAll: asked.length > 0 || crossing.length > rules.checks.length,
    push,
    skipTo: (row) => {
      nRows = row;
    },
    finish,
  };
}
