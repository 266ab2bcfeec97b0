import type { Finding } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import { loadVersion } from '../../datasets/index.ts';
import type { DatasetVersionRecord } from '../../datasets/store.ts';
import type { OpenRun, RunDeps } from '../in-run.ts';
import { readSource } from '../pose-problem.ts';
import type { Handle } from '../step.ts';
import { readyHandle } from '../step-values.ts';
import { profile } from '../steps/profile.ts';
import { assertNamed, type NamedColumns } from './named-columns.ts';

/** A table that was read, and what is noticed on the way. */
export interface RowsRead {
  readonly record: DatasetVersionRecord;
  readonly table: Handle<Table>;
  /** Of all steps so far, in their order; grows with `note`. */
  readonly findings: readonly Finding[];
  /** Adds findings, here and to the stored run. */
  readonly note: (found: readonly Finding[]) => Promise<void>;
}

/**
 * The table of a run: ingest → profile.
 *
 * @param named Columns that must be there.
 * @throws COLUMN_UNKNOWN with the place, and every code of reading a table
 */
export async function readRows(
  deps: RunDeps,
  { runner, frame, source }: OpenRun,
  named: NamedColumns,
): Promise<RowsRead> {
  const findings: Finding[] = [];
  const note = async (found: readonly Finding[]) => {
    findings.push(...found);
    await deps.store.runs.addFindings(frame.runId, found);
  };
  const ingested = await readSource(deps, { runner, source });
  await note(ingested.findings);
  const { record } = ingested;
  assertNamed(
    named,
    record.columns.map(({ name }) => name),
  );
  const table = readyHandle(record.hash, () => loadVersion(deps, record));
  await runner.run(profile, { table }, {});
  return { record, table, findings, note };
}
