import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintTable } from '../../packages/platform/src/datasets/lint/lint-table.ts';
import { sharedData } from '../shared-data.ts';
import { parseCsv, type TextTable } from './csv-text.ts';
import { createChance, type FileFault, type Strength } from './fault.ts';
import { FILE_FAULTS } from './lint/index.ts';
import type { CleanTable } from './tables.ts';

/** Rows of a table into which faults are planted. */
const MOST_ROWS = 1000;

/** How often a fault was found in a table. */
export interface Tally {
  readonly fault: string;
  readonly file: string;
  readonly strength: Strength;
  planted: number;
  caught: number;
}

/** The linter's answers on planted files. */
export async function plantIntoFile(
  { file, truths }: CleanTable,
  {
    strengths,
    seeds,
    faults = FILE_FAULTS,
  }: {
    readonly strengths: readonly Strength[];
    readonly seeds: readonly number[];
    readonly faults?: readonly FileFault[];
  },
): Promise<Tally[]> {
  const table = await readText(file);
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-planted-'));
  const path = join(folder, 'planted.csv');
  const tallies: Tally[] = [];
  try {
    for (const fault of faults)
      for (const strength of strengths) {
        const tally = { fault: fault.name, file, strength, planted: 0, caught: 0 };
        for (const seed of seeds) {
          const planted = fault.plant(
            table,
            createChance(seed * 1009 + fault.name.length),
            strength,
          );
          if (planted === undefined) continue;
          await writeFile(path, planted.content);
          const { findings } = await lintTable(path);
          tally.planted++;
          const isCaught = findings.some(
            ({ code, column }) =>
              fault.codes.includes(code) &&
              (planted.column === undefined || column === undefined || column === planted.column) &&
              !(`${code} ${column}` in truths && planted.column === undefined),
          );
          if (isCaught) tally.caught++;
        }
        if (tally.planted > 0) tallies.push(tally);
      }
  } finally {
    await rm(folder, { recursive: true });
  }
  return tallies;
}

/** Findings on the untouched table: those that are no known truth, and truths that are not found any more. */
export async function alarmsOn({
  file,
  truths,
}: CleanTable): Promise<{ alarms: string[]; stale: string[] }> {
  const { findings } = await lintTable(sharedData(file) ?? '');
  const keys = findings.map(({ code, column }) =>
    column === undefined ? code : `${code} ${column}`,
  );
  return {
    alarms: findings
      .filter((_, i) => !((keys[i] ?? '') in truths))
      .map(({ code, message }) => `${code}: ${message}`),
    stale: Object.keys(truths).filter((key) => !keys.includes(key)),
  };
}

async function readText(file: string): Promise<TextTable> {
  const [names = [], ...rows] = parseCsv(await readFile(sharedData(file) ?? '', 'utf8'));
  return { file, names, rows: rows.slice(0, MOST_ROWS) };
}
