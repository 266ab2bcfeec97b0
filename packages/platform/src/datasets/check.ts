import { existsSync } from 'node:fs';
import type { Finding, Severity } from '@kaizenml/contracts';
import type { Handler, InputOf, Operations } from '@kaizenml/contracts/operations';
import {
  checkContamination,
  checkDuplicateRows,
  checkGuardrails,
  checkIdLike,
  checkTrust,
} from '@kaizenml/ml/guardrails';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { dropColumns, getColumn, type Table, takeRows } from '@kaizenml/ml/table';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { loadVersion } from './load-version.ts';
import { readTable } from './read-table.ts';

type Input = InputOf<Operations['datasets']['check']>;

/** Part of the rows that stands for the test rows when none are given. */
const TEST_SHARE = 0.2;
const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Runs every guardrail alone: what `kaizen run` would find before it learns, and more. */
export const checkDataset =
  (deps: Pick<DatasetDeps, 'store' | 'artifacts'>): Handler<Operations['datasets']['check']> =>
  async (input) => {
    const { source, strict, target } = input;
    const table = await openTable(deps, source);
    if (input.time !== undefined) getColumn(table, input.time);
    const test = input.test === undefined ? undefined : (await readTable(input.test)).table;
    const { task, findings } =
      target === undefined ? checkValues(table, input) : checkAll(table, test, target, input);
    const has = (severity: Severity) => findings.some((finding) => finding.severity === severity);
    return {
      source,
      target: target ?? null,
      task,
      test: input.test ?? null,
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
): Promise<Table> {
  const looksLikeName = /^[\w.-]+(@\d+)?$/.test(source);
  if (existsSync(source) || !looksLikeName) return (await readTable(source)).table;
  return await loadVersion({ artifacts }, await getVersion(store.datasets, source));
}

/** Without a target there is nothing to leak: ids, copies, values and personal data are left. */
function checkValues(table: Table, { ignore, seed }: Input) {
  const features = dropColumns(table, ignore);
  const findings: Finding[] = [
    ...checkDuplicateRows(table),
    ...features.columns.flatMap((column) => checkIdLike(column)),
    ...checkTrust(features, { random: seededRandom(seed) }),
  ];
  return { task: null, findings };
}

function checkAll(table: Table, test: Table | undefined, target: string, input: Input) {
  const { ignore, time, seed } = input;
  const random = seededRandom(seed);
  const guarded = checkGuardrails(table, {
    target,
    random,
    ignore,
    leak: 'stop',
    time,
    ...(input.task === undefined ? {} : { task: input.task }),
  });
  const { task } = guarded;
  const [train, held] = test ? [table, test] : splitAtRandom(table, seed);
  const repeats = guarded.findings.some(({ code }) => code === 'ROWS_DUPLICATE');
  const split = checkContamination(train, held, {
    target,
    random,
    time,
    split: test ? undefined : 'random',
    severity: test ? 'error' : 'warning',
  }).filter(({ code }) => test !== undefined || !repeats || code !== 'SPLIT_DUPLICATES');
  const trust = checkTrust(table, { random, target, task, ignore });
  return { task, findings: [...guarded.findings, ...split, ...trust] };
}

function splitAtRandom(table: Table, seed: number): readonly [Table, Table] {
  const order = shuffledIndices(table.nRows, seededRandom(seed));
  const nTest = Math.floor(TEST_SHARE * table.nRows);
  return [takeRows(table, order.subarray(nTest)), takeRows(table, order.subarray(0, nTest))];
}
