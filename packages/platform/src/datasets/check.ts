import { existsSync } from 'node:fs';
import type { Severity } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import { getColumn, type Table } from '@kaizenml/ml/table';
import type { MachineHandler } from '../at-machine.ts';
import type { Store } from '../storage/store.ts';
import { type FoundAugmentation, findAugmentation } from './augment/find-augmentation.ts';
import { checkTable } from './check/check-table.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { loadVersion } from './load-version.ts';
import { readTable } from './read-table.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What tables are checked with. */
export interface CheckDeps extends Pick<DatasetDeps, 'artifacts'> {
  readonly store: Pick<Store, 'datasets' | 'lineage'>;
}

/** Runs every guardrail alone: what `kaizen run` would find before it learns, and more. */
export const checkDataset =
  (deps: CheckDeps): MachineHandler<Operations['datasets']['check']> =>
  async (input, machine) => {
    const { source, strict, target } = input;
    const { table, augmented } = await openTable(deps, source, machine !== undefined);
    if (input.time !== undefined) getColumn(table, input.time);
    const testPath = machine?.inputs.test;
    const test = testPath === undefined ? undefined : (await readTable(testPath)).table;
    const ignore = [...input.ignore, ...augmented.marks];
    const checked = checkTable(table, { ...input, ignore, test });
    const { task } = checked;
    const findings = [...augmented.findings, ...checked.findings];
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
  { store, artifacts }: CheckDeps,
  source: string,
  mayOpen: boolean,
): Promise<{ readonly table: Table; readonly augmented: FoundAugmentation }> {
  const looksLikeName = /^[\w.-]+(@\d+)?$/.test(source);
  if (mayOpen && (existsSync(source) || !looksLikeName))
    return { table: (await readTable(source)).table, augmented: { findings: [], marks: [] } };
  const record = await getVersion(store.datasets, source);
  return {
    table: await loadVersion({ artifacts }, record),
    augmented: await findAugmentation({ store, artifacts }, record),
  };
}
