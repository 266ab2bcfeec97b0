import type { BenchRun } from './bench-run.ts';
import { OURS } from './engines.ts';
import { medianOf } from './figures.ts';
import { layOut } from './lay-out.ts';
import { shown, table } from './print.ts';
import type { Point } from './row-counts.ts';
import { mixedColumns } from './sources.ts';
import { count, fitAndPrint } from './tables.ts';

/** Peak memory at a million rows, ours and LightGBM's; from the part `rows` where that ran. */
export async function memory(run: BenchRun, points: readonly Point[] | undefined): Promise<void> {
  const nRows = run.isQuick ? 40_000 : 1_000_000;
  const point = points?.find(({ size }) => size === nRows) ?? (await measure(run, nRows));
  const matrixMb = (nRows * mixedColumns().nColumns * 8) / 1e6;
  const rows = point.all
    .filter(({ engine }) => engine.isOurs || engine.name === 'LightGBM')
    .map((own) => {
      const peak = medianOf(own, ({ peakMb }) => peakMb);
      const before = medianOf(own, ({ beforeMb }) => beforeMb);
      const figures = [peak, before, before - matrixMb, peak - before];
      run.record({ part: 'memory', nRows, engine: own.engine.name, peak, before, matrixMb });
      return [own.engine.name, ...figures.map((value) => shown(value, 0))];
    });
  run.print(`\nmemory at ${count(nRows)} rows; the matrix of doubles is ${shown(matrixMb, 0)} MB`);
  run.print(
    table(
      ['', 'peak MB', 'before the fit MB', 'runtime without matrix MB', 'for the fit MB'],
      rows,
    ),
  );
}

async function measure(run: BenchRun, nRows: number): Promise<Point> {
  const { folder, remove } = layOut(run.temp, mixedColumns(), {
    nRows,
    nTest: run.isQuick ? 5_000 : 50_000,
  });
  const engines = [OURS, ...run.peers.filter(({ name }) => name === 'LightGBM')];
  const fitCase = { part: 'memory', name: 'mixed columns', folder, nRows, engines };
  const all = await fitAndPrint(run, fitCase);
  remove();
  return { size: nRows, all };
}
