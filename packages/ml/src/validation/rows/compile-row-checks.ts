import { type Anomaly, type ColumnSchema, type DataSchema, invariant } from '@kaizenml/contracts';
import type { DateFormat } from '../../table/parse-date.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { offerPatches } from '../offer-patches.ts';
import { isExpectedIn } from '../schema/environments.ts';
import { dateChecker } from './check-dates.ts';
import { foreignKeyChecks, keyCheck, uniqueCheck } from './check-keys.ts';
import { numberChecker } from './check-numbers.ts';
import { ruleChecks } from './check-rules.ts';
import { textChecker } from './check-texts.ts';
import { truthChecker } from './check-truths.ts';
import type { ColumnChecker, TypedValues } from './column-checker.ts';
import type { RowCheck } from './row-check.ts';
import type { RowChunk } from './row-chunk.ts';
import { isSeen } from './sightings.ts';
import type { ValueSet } from './value-set.ts';

export interface RowCheckOptions {
  /** Where the table is used: columns that are not expected there need no values. Default: everywhere. */
  readonly environment?: string | undefined;
  /** How dates are written, by column. Default ISO 8601. */
  readonly dateFormats?: ReadonlyMap<string, DateFormat>;
  /** The keys that are there, one set per foreign key of the schema; a foreign key without one is not checked. */
  readonly references?: readonly (ValueSet | undefined)[];
}

/** Checks of a schema that look at every row. */
export interface RowChecks {
  /** Columns that are read, in the order of the schema. */
  readonly columns: readonly { readonly name: string; readonly schema: ColumnSchema }[];
  /** Takes the next rows; chunks may have any length. */
  readonly push: (chunk: RowChunk) => void;
  /** What was found; call once, after the last chunk. */
  readonly finish: () => RowFindings;
}

export interface RowFindings {
  readonly nRows: number;
  /** In the order of the schema: columns, key, foreign keys, rules. */
  readonly anomalies: readonly RowAnomaly[];
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
  { environment, dateFormats = new Map(), references = [] }: RowCheckOptions = {},
): RowChecks {
  const columns = Object.entries(schema.columns).map(([name, column]) => ({
    name,
    schema: column,
  }));
  const checkers = new Map<string, ColumnChecker>();
  for (const { name, schema: column } of columns)
    checkers.set(
      name,
      checkerOf(name, column, {
        isExpected: isExpectedIn(column, environment),
        domain:
          column.values ??
          (column.domain === undefined ? undefined : schema.domains?.[column.domain]),
        format: dateFormats.get(name) ?? 'iso',
      }),
    );
  const isChecked = ({ schema: { stage } }: { schema: ColumnSchema }) =>
    (stage ?? 'production') === 'production';
  const unique = columns
    .filter((column) => isChecked(column) && column.schema.isUnique === true)
    .map(({ name }) => uniqueCheck(name));
  const rules = ruleChecks(schema);
  const crossing = [
    ...unique,
    ...(schema.key === undefined ? [] : [keyCheck(schema.key)]),
    ...foreignKeyChecks(schema.foreignKeys ?? [], references),
    ...rules.checks,
  ];
  let nRows = 0;

  const push = (chunk: RowChunk): void => {
    const place = { firstRow: nRows, nRows: chunk.nRows };
    const typed = new Map<string, TypedValues>();
    for (const [name, checker] of checkers) {
      const column = chunk.column(name);
      if (column !== undefined) typed.set(name, checker.push(column, place));
    }
    for (const check of crossing) check.push(typed, place);
    nRows += chunk.nRows;
  };

  const finish = (): RowFindings => {
    const perColumn = columns
      .filter(isChecked)
      .flatMap(({ name }) => checkers.get(name)?.checks ?? []);
    const all = [...perColumn, ...crossing.map(({ check }) => check)];
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
      anomalies: said.map((one, k) => ({ ...one, anomaly: offered[k] ?? one.anomaly })),
    };
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

  return { columns, push, finish };
}

interface CheckerOptions {
  readonly isExpected: boolean;
  readonly domain: readonly string[] | undefined;
  readonly format: DateFormat;
}

function checkerOf(name: string, schema: ColumnSchema, options: CheckerOptions): ColumnChecker {
  switch (schema.type) {
    case 'integer':
    case 'number':
      return numberChecker(name, schema, options);
    case 'string':
      return textChecker(name, schema, options);
    case 'boolean':
      return truthChecker(name, schema, options);
    case 'date':
      return dateChecker(name, schema, options);
    default:
      invariant(false, `type ${String(schema.type)} has a checker`);
  }
}
