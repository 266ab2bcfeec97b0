import type { BenchRun } from './bench-run.ts';
import { OURS } from './engines.ts';
import { medianOf } from './figures.ts';
import { layOut } from './lay-out.ts';
import { shown, table } from './print.ts';
import type { Point } from './row-counts.ts';
import { searchMemory } from './search-memory.ts';
import { mixedColumns, numberColumns, type Source } from './sources.ts';
import { count, fitAndPrint } from './tables.ts';

/**
 * Peak memory: fits of a million rows, ours and LightGBM's, the mixed columns from the part `rows` where that ran, and 50
 * million cells, which must take less than 4 GB; then searches on 1, 2 and 4 threads.
 */
export async function memory(run: BenchRun, points: readonly Point[] | undefined): Promise<void> {
  const nRows = run.isQuick ? 40_000 : 1_000_000;
  const known = points?.find(({ size }) => size === nRows);
  const mixed = mixedColumns();
  printPoint(run, mixed, known ?? (await measure(run, 'mixed columns', mixed, nRows)));
  const numbers = numberColumns(50);
  printPoint(run, numbers, await measure(run, 'number columns', numbers, nRows));
  await searchMemory(run);
}

function printPoint(run: BenchRun, { nColumns }: Source, { size: nRows, all }: Point): void {
  const matrixMb = (nRows * nColumns * 8) / 1e6;
  const rows = all
    .filter(({ engine }) => engine.isOurs || engine.name === 'LightGBM')
    .map((own) => {
      const peak = medianOf(own, ({ peakMb }) => peakMb);
      const before = medianOf(own, ({ beforeMb }) => beforeMb);
      const figures = [peak, before, before - matrixMb, peak - before];
      const { name: engine } = own.engine;
      run.record({ part: 'memory', nRows, nColumns, engine, peak, before, matrixMb });
      return [engine, ...figures.map((value) => shown(value, 0))];
    });
  run.print(
    `\nmemory at ${count(nRows)} rows x ${nColumns} columns; the matrix of doubles is ${shown(matrixMb, 0)} MB`,
  );
  run.print(
    table(
      ['', 'peak MB', 'before the fit MB', 'runtime without matrix MB', 'for the fit MB'],
      rows,
    ),
  );
}

async function measure(run: BenchRun, name: string, source: Source, nRows: number): Promise<Point> {
  const { folder, remove } = layOut(run.temp, source, {
    nRows,
    nTest: run.isQuick ? 5_000 : 50_000,
  });
  const engines = [OURS, ...run.peers.filter((peer) => peer.name === 'LightGBM')];
  const all = await fitAndPrint(run, { part: 'memory', name, folder, nRows, engines });
  remove();
  return { size: nRows, all };
}
