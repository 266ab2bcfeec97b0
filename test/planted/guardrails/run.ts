import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type Finding } from '@kaizenml/contracts';
import { checkTrust } from '../../../packages/ml/src/guardrails/check-trust.ts';
import { checkContamination } from '../../../packages/ml/src/guardrails/contamination/index.ts';
import { checkGuardrails } from '../../../packages/ml/src/guardrails/index.ts';
import { checkShiftedLabels } from '../../../packages/ml/src/guardrails/labels/shifted-labels.ts';
import { checkUnitsBetween } from '../../../packages/ml/src/guardrails/values/units-changed.ts';
import { seededRandom } from '../../../packages/ml/src/math/index.ts';
import type { Table } from '../../../packages/ml/src/table/index.ts';
import { readTable } from '../../../packages/platform/src/datasets/read-table.ts';
import { sharedData } from '../../shared-data.ts';
import { parseCsv, type TextTable, writeCsv } from '../csv-text.ts';
import { createChance, type Strength } from '../fault.ts';
import type { Tally } from '../run-lint.ts';
import { TABLE_FAULTS, type TableFault } from './faults.ts';
import type { TargetTable } from './tables.ts';

/** Rows of a table into which faults are planted. */
const MOST_ROWS = 3000;

/** What the guardrails say of planted tables. */
export async function plantIntoTable(
  task: TargetTable,
  {
    strengths,
    seeds,
    faults = TABLE_FAULTS,
  }: {
    readonly strengths: readonly Strength[];
    readonly seeds: readonly number[];
    readonly faults?: readonly TableFault[];
  },
): Promise<Tally[]> {
  const table = await readText(task.file);
  const tallies: Tally[] = [];
  for (const fault of faults)
    for (const strength of strengths) {
      const tally = { fault: fault.name, file: task.file, strength, planted: 0, caught: 0 };
      for (const seed of seeds) {
        const planted = fault.plant(
          { table, target: task.target },
          createChance(seed * 7919 + fault.name.length),
          strength,
        );
        if (planted === undefined) continue;
        tally.planted++;
        const first = await typed(planted.table);
        const second = planted.second && (await typed(planted.second));
        const findings = check(first, second, task.target, fault.pair);
        if (findings.some((one) => fault.codes.includes(one.code) && names(one, planted.column)))
          tally.caught++;
      }
      if (tally.planted > 0) tallies.push(tally);
    }
  return tallies;
}

/** Findings on the untouched table and on a random split of it, without those that are true. */
export async function alarmsOf(task: TargetTable): Promise<{ alarms: string[]; stale: string[] }> {
  const table = await readText(task.file, 20_000);
  const chance = createChance(5);
  const isTest = table.rows.map(() => chance.next() < 0.3);
  const [train, test] = [false, true].map((side) => ({
    ...table,
    rows: table.rows.filter((_, i) => isTest[i] === side),
  }));
  const pair: readonly [Table, Table] = [await typed(train), await typed(test)];
  const findings = [
    ...check(await typed(table), undefined, task.target),
    ...check(...pair, task.target, 'split').filter(
      ({ code }) =>
        code.startsWith('SPLIT') || code.startsWith('LABELS_SH') || code === 'LEAK_PREPARED',
    ),
    ...check(...pair, task.target, 'later').filter(({ code }) => code === 'UNITS_CHANGED'),
  ];
  const key = ({ code, column }: Finding) => (column === undefined ? code : `${code} ${column}`);
  return {
    alarms: [
      ...new Set(
        findings
          .filter((one) => !(key(one) in task.truths))
          .map((one) => `${key(one)}: ${one.message}`),
      ),
    ],
    stale: Object.keys(task.truths).filter(
      (one) => !findings.some((finding) => key(finding) === one),
    ),
  };
}

function names({ column, message }: Finding, planted: string | undefined): boolean {
  return planted === undefined || column === planted || message.includes(`"${planted}"`);
}

function check(
  first: Table,
  second: Table | undefined,
  target: string,
  pair?: 'split' | 'later',
): Finding[] {
  if (pair === 'later') return second === undefined ? [] : checkUnitsBetween(first, second);
  if (pair === 'split' && second !== undefined) {
    const task = checkGuardrails(first, { target, random: seededRandom(1), leak: 'warn' }).task;
    const both = { ...first, columns: first.columns, nRows: first.nRows };
    return [
      ...checkContamination(first, second, { target, random: seededRandom(1) }),
      ...shifted(both, second, target, task),
    ];
  }
  try {
    const { task, findings, dropped } = checkGuardrails(first, {
      target,
      random: seededRandom(1),
      leak: 'warn',
    });
    return [
      ...findings,
      ...checkTrust(first, {
        random: seededRandom(1),
        target,
        task,
        ignore: dropped,
        isProtected: 'named',
      }),
    ];
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return [];
  }
}

/** The targets of both parts in one table, as the check wants them. */
function shifted(
  first: Table,
  second: Table,
  target: string,
  task: Parameters<typeof checkShiftedLabels>[1]['task'],
): Finding[] {
  const column = first.columns.find(({ name }) => name === target);
  const other = second.columns.find(({ name }) => name === target);
  if (column === undefined || other === undefined || column.kind !== other.kind) return [];
  const nRows = first.nRows + second.nRows;
  const rows = Int32Array.from({ length: nRows }, (_, i) => i);
  const joined =
    'codes' in column && 'codes' in other
      ? {
          ...column,
          codes: Int32Array.from([
            ...column.codes,
            ...[...other.codes].map((code) =>
              code < 0 ? -1 : column.levels.indexOf(other.levels[code]),
            ),
          ]),
        }
      : 'values' in column && 'values' in other
        ? { ...column, values: Float64Array.from([...column.values, ...other.values]) }
        : column;
  const table = { ...first, columns: [joined], nRows } as Table;
  return checkShiftedLabels(table, {
    target,
    task,
    first: rows.subarray(0, first.nRows),
    second: rows.subarray(first.nRows),
  });
}

async function typed(table: TextTable): Promise<Table> {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-planted-'));
  try {
    const path = join(folder, 'planted.csv');
    await writeFile(path, writeCsv(table));
    return (await readTable(path)).table;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readText(file: string, most = MOST_ROWS): Promise<TextTable> {
  const [names = [], ...rows] = parseCsv(await readFile(sharedData(file) ?? '', 'utf8'));
  return { file, names, rows: rows.slice(0, most) };
}
