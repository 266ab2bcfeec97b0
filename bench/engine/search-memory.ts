import { fileURLToPath } from 'node:url';
import type { BenchRun } from './bench-run.ts';
import { layOut } from './lay-out.ts';
import { shown, table } from './print.ts';
import { runChild } from './run-child.ts';
import { numberColumns } from './sources.ts';
import { count } from './tables.ts';

/** A search of the platform on the rows of a folder. */
export interface SearchMemoryJob {
  readonly folder: string;
  readonly nRows: number;
  readonly nWorkers: number;
}

/** What it took. */
export interface SearchMemoryAnswer {
  /** Resident before the search, the table among it. */
  readonly beforeMb?: number;
  readonly peakMb?: number;
  /** Of the processor, all threads together: work done twice shows here. */
  readonly cpuSeconds: number;
}

const script = fileURLToPath(new URL('./search-memory-ours.ts', import.meta.url));

/** What another worker of a search costs: 3 folds of boosted trees, a line and a constant, 8 bytes per cell of the table. */
export async function searchMemory(run: BenchRun): Promise<void> {
  const nRows = run.isQuick ? 20_000 : 500_000;
  const source = numberColumns(30);
  const { folder, remove } = layOut(run.temp, source, { nRows, nTest: 1 });
  const rows: string[][] = [];
  for (const nWorkers of [1, 2, 4]) {
    const job: SearchMemoryJob = { folder, nRows, nWorkers };
    const answer = await runChild<SearchMemoryAnswer>({
      file: process.execPath,
      args: ['--conditions=source', script, JSON.stringify(job)],
      nThreads: 1,
    });
    run.record({ part: 'search memory', nRows, nWorkers, ...answer });
    const { peakMb = Number.NaN, beforeMb = Number.NaN, cpuSeconds } = answer;
    const figures = [peakMb, beforeMb, peakMb - beforeMb, cpuSeconds];
    rows.push([String(nWorkers), ...figures.map((figure) => shown(figure, 0))]);
  }
  remove();
  run.print(`\na search on ${count(nRows)} rows x ${source.nColumns} columns, by workers`);
  run.print(table(['', 'peak MB', 'before MB', 'for the search MB', 'CPU s'], rows));
}
