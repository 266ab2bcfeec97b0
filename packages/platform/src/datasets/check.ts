import { existsSync } from 'node:fs';
import type { Severity } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import { getColumn, type Table } from '@kaizenml/ml/table';
import type { MachineHandler } from '../at-machine.ts';
import { checkTable } from './check/check-table.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { loadVersion } from './load-version.ts';
import { readTable } from './read-table.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Runs every guardrail alone: what `kaizen run` would find before it learns, and more. */
export const checkDataset =
  (
    deps: Pick<DatasetDeps, 'store' | 'artifacts'>,
  ): MachineHandler<Operations['datasets']['check']> =>
  async (input, machine) => {
    const { source, strict, target } = input;
    const table = await openTable(deps, source, machine !== undefined);
    if (input.time !== undefined) getColumn(table, input.time);
    const testPath = machine?.inputs.test;
    const test = testPath === undefined ? undefined : (await readTable(testPath)).table;
    const { task, findings } = checkTable(table, { ...input, test });
    const has = (severity: Severity) => findings.some((finding) => finding.severity === severity);
    return {
      source,
      target: target ?? null,
      task,
      test: testPath ?? null,
      passed: !has('error') && !(strict && has('warning')),
      nRows: table.nRows,
      nColumns: table.columns.length,
      nTestRows: test?.nRows ?? null,
      findings: findings
        .map((finding) => ({ ...finding }))
        .sort((a, b) => RANK[a.severity] - RANK[b.severity]),
    };
  };

async function openTable(
  { store, artifacts }: Pick<DatasetDeps, 'store' | 'artifacts'>,
  source: string,
  mayOpen: boolean,
): Promise<Table> {
  const looksLikeName = /^[\w.-]+(@\d+)?$/.test(source);
  if (mayOpen && (existsSync(source) || !looksLikeName)) return (await readTable(source)).table;
  return await loadVersion({ artifacts }, await getVersion(store.datasets, source));
}
