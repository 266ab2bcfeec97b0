import type { Manifest, Row, ServedAnomalies, Signature } from '@kaizenml/contracts';
import { compileServingChecks } from '../validation/serving/index.ts';
import { checkRows, rowsMismatch } from './check-rows.ts';

/** What stands between rows and the answers to them. */
export interface ServingDoor {
  /** What rows do not keep of the schema; nothing of a model without one. */
  check(rows: readonly Row[]): ServedAnomalies;
  /** The same where they are told. @throws INPUT_SCHEMA_MISMATCH where errors refuse */
  pass(rows: readonly Row[]): ServedAnomalies;
  /** Refuses where errors do. @throws INPUT_SCHEMA_MISMATCH */
  guard(rows: readonly Row[]): void;
  /** Refuses rows that the model cannot read, with their anomalies. @throws INPUT_SCHEMA_MISMATCH */
  refuse(rows: readonly Row[]): void;
}

const NONE: ServedAnomalies = { nOffending: 0, anomalies: [] };

/** The door of a model: made once, when the model is opened. */
export function servingDoor(
  { schema, serving }: Pick<Manifest, 'schema' | 'serving'>,
  signature: Signature,
): ServingDoor {
  const policy = schema === undefined ? 'ignore' : (serving?.anomalies ?? 'warn');
  const checks = schema === undefined ? undefined : compileServingChecks(schema);
  const check = (rows: readonly Row[]): ServedAnomalies =>
    checks === undefined || !rows.every(isRow) ? NONE : checks.check(rows);
  const refuseErrors = (rows: readonly Row[], found: ServedAnomalies): void => {
    if (found.anomalies.some(({ severity }) => severity === 'error'))
      throw rowsMismatch(signature, checkRows(signature, rows), found);
  };
  return {
    check,
    pass(rows) {
      if (policy === 'ignore') return NONE;
      const found = check(rows);
      if (policy === 'refuse') refuseErrors(rows, found);
      return found;
    },
    guard(rows) {
      if (policy === 'refuse') refuseErrors(rows, check(rows));
    },
    refuse(rows) {
      const issues = checkRows(signature, rows);
      if (issues.length > 0)
        throw rowsMismatch(signature, issues, policy === 'ignore' ? NONE : check(rows));
    },
  };
}

function isRow(row: unknown): boolean {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
