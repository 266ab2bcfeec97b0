import type { Anomaly, DataSchema, Row, ServedAnomalies, ServedAnomaly } from '@kaizenml/contracts';
import { compileRowChecks, type RowChecks } from '../rows/index.ts';
import { isSeen } from '../rows/sightings.ts';
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
  const compile = () => compileRowChecks(schema, { environment });
  const isUnmatched = (row: Row): boolean => {
    for (const name of required) if (!isGiven(row, name)) return true;
    for (const name in row)
      if (!Object.hasOwn(schema.columns, name) && isGiven(row, name)) return true;
    return false;
  };
  const askAlone = (row: Row, i: number): ServedAnomaly[] => {
    const names = Object.keys(row).filter((name) => isGiven(row, name));
    const { missing, unknown } = unmatchedNames(schema, names);
    const alone = compile();
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
    const fails = failing(checks);
    const anomalies: ServedAnomaly[] = [];
    let nOffending = 0;
    let hasError = false;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (!isUnmatched(row) && !fails(firstRow + i)) continue;
      nOffending++;
      if (anomalies.length >= MOST_TOLD && hasError) continue;
      const told = askAlone(row, i);
      const isError = told.some(({ severity }) => severity === 'error');
      if (anomalies.length < MOST_TOLD || isError) anomalies.push(...told);
      hasError ||= isError;
    }
    if (nOffending === 0) return NONE;
    nKept = MOST_KEPT;
    return { nOffending, anomalies };
  };
  return { check };
}

/** Whether a row, from 0, fails a check. */
function failing({ checks }: RowChecks): (row: number) => boolean {
  const failed = checks.filter(({ sightings }) => sightings.count > 0);
  return failed.length === 0
    ? () => false
    : (row) => failed.some(({ sightings }) => isSeen(sightings, row));
}

function toServed({ column, name, number, severity, long }: Anomaly, row: number): ServedAnomaly {
  return { row, column, name, number, severity, message: long };
}
