import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type Finding } from '@kaizenml/contracts';
import type { Table } from '../../../packages/ml/src/table/index.ts';
import { checkTable } from '../../../packages/platform/src/datasets/check/check-table.ts';
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
        const findings = check(first, second, task.target);
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
  const findings = [
    ...check(await typed(table), undefined, task.target),
    ...check(await typed(train), await typed(test), task.target),
  ];
  const key = ({ code, column }: Finding) => (column === undefined ? code : `${code} ${column}`);
  return {
    alarms: [
      ...new Map(
        findings
          .filter((one) => !(key(one) in task.truths))
          .map((one) => [key(one), `${key(one)}: ${one.message}`]),
      ).values(),
    ],
    stale: Object.keys(task.truths).filter(
      (one) => !findings.some((finding) => key(finding) === one),
    ),
  };
}

function names({ column, message }: Finding, planted: string | undefined): boolean {
  return planted === undefined || column === planted || message.includes(`"${planted}"`);
}

/** What `kaizen datasets check` says, which may be that nothing can be learned. */
function check(table: Table, test: Table | undefined, target: string): readonly Finding[] {
  try {
    return checkTable(table, { target, test, ignore: [], seed: 1 }).findings;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return [];
  }
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
