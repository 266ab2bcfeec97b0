import type { Anomaly, DataSchema, Row, ServedAnomalies, ServedAnomaly } from '@kaizenml/contracts';
import { compileRowChecks } from '../rows/index.ts';
import type { RowCheck } from '../rows/row-check.ts';
import { forget, isSeen } from '../rows/sightings.ts';
import { isGiven, rowChunkOf } from './row-chunk-of.ts';
import { servingEnvironment } from './to-serving-schema.ts';
import { requiredColumns, unmatchedNames } from './unmatched-names.ts';

/** Anomalies after which no further row is told, but for the first that is an error. */
const MOST_TOLD = 1000;
/** Rows after which the checks are made anew: they keep a bit for each row. */
const MOST_KEPT = 1 << 16;

/** Checks rows that come to be answered. */
export interface ServingChecks {
  /**
   * What rows do not keep of the schema. Each row is asked alone, as a table of one row: what it is told does not depend
   * on the rows beside it.
   *
   * @cost O(rows * columns); a row that offends costs about as much again as compiling the schema.
   */
  readonly check: (rows: readonly Row[]) => ServedAnomalies;
}

const NONE: ServedAnomalies = { nOffending: 0, anomalies: [] };

/**
 * Compiles a schema for rows that come to be answered: the same checks as of files, with the same words.
 *
 * All rows pass the compiled checks first, which costs little; only rows in which one fails are asked alone.
 *
 * @param schema As `toServingSchema` reduced it.
 */
export function compileServingChecks(schema: DataSchema): ServingChecks {
  const environment = servingEnvironment(schema);
  const required = requiredColumns(schema);
  const compile = (asked = schema) => compileRowChecks(asked, { environment });
  const isUnmatched = (row: Row): boolean => {
    for (const name of required) if (!isGiven(row, name)) return true;
    for (const name in row)
      if (!Object.hasOwn(schema.columns, name) && isGiven(row, name)) return true;
    return false;
  };
  const askAlone = (row: Row, i: number, asked: DataSchema): ServedAnomaly[] => {
    const names = Object.keys(row).filter((name) => isGiven(row, name));
    const { missing, unknown } = unmatchedNames(schema, names);
    const alone = compile(asked);
    alone.push(rowChunkOf([row], schema.columns));
    const ofRow = alone.finish().anomalies.map(({ anomaly }) => anomaly);
    return [...missing, ...ofRow, ...unknown].map((anomaly) => toServed(anomaly, i + 1));
  };
  let checks = compile();
  let nKept = 0;

  const check = (rows: readonly Row[]): ServedAnomalies => {
    if (nKept + rows.length > MOST_KEPT) {
      checks = compile();
      nKept = 0;
    }
    const firstRow = nKept;
    nKept += rows.length;
    checks.push(rowChunkOf(rows, schema.columns));
    const failed = checks.checks.filter(({ sightings }) => sightings.count > 0);
    let asked: DataSchema | undefined;
    const anomalies: ServedAnomaly[] = [];
    let nOffending = 0;
    let hasError = false;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (!isUnmatched(row) && !failed.some(({ sightings }) => isSeen(sightings, firstRow + i)))
        continue;
      nOffending++;
      if (anomalies.length >= MOST_TOLD && hasError) continue;
      asked ??= askedBy(schema, failed);
      const told = askAlone(row, i, asked);
      const isError = told.some(({ severity }) => severity === 'error');
      if (anomalies.length < MOST_TOLD || isError) anomalies.push(...told);
      hasError ||= isError;
    }
    if (nOffending === 0) return NONE;
    for (const { sightings } of failed) forget(sightings);
    return { nOffending, anomalies };
  };
  return { check };
}

/** The part of a schema that some checks are of: their columns, or everything when a rule is among them. */
function askedBy(schema: DataSchema, failed: readonly RowCheck[]): DataSchema {
  const names = new Set(failed.map(({ column }) => column));
  if (names.has(null)) return schema;
  const columns = Object.entries(schema.columns).filter(([name]) => names.has(name));
  return { ...schema, columns: Object.fromEntries(columns), rules: [] };
}

function toServed({ column, name, number, severity, long }: Anomaly, row: number): ServedAnomaly {
  return { row, column, name, number, severity, message: long };
}
