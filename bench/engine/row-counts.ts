import type { BenchRun } from './bench-run.ts';
import type { Fitted, Measured } from './compare.ts';
import { type Engine, OURS } from './engines.ts';
import { exponent, medianOf, ratioToFastest } from './figures.ts';
import { layOut } from './lay-out.ts';
import { shown, table } from './print.ts';
import { mixedColumns, numberColumns } from './sources.ts';
import { count, fitAndPrint } from './tables.ts';

/** What all engines took for one number of rows or columns. */
export interface Point {
  readonly size: number;
  readonly all: readonly Measured<Fitted>[];
}

/** Mixed columns at growing numbers of rows. */
export async function overRows(run: BenchRun): Promise<Point[]> {
  const sizes = run.isQuick ? [2_000, 10_000, 40_000] : [10_000, 100_000, 1_000_000, 3_000_000];
  const size = { nRows: Math.max(...sizes), nTest: run.isQuick ? 5_000 : 50_000 };
  const laidOut = layOut(run.temp, mixedColumns(), size);
  const points: Point[] = [];
  for (const nRows of sizes) {
    const { folder } = laidOut;
    const all = await fitAndPrint(run, { part: 'rows', name: 'mixed columns', folder, nRows });
    points.push({ size: nRows, all });
  }
  laidOut.remove();
  return points;
}

/** Columns of numbers, more and more of them. */
export async function overColumns(run: BenchRun): Promise<Point[]> {
  const sizes = run.isQuick ? [10, 30, 100] : [10, 30, 100, 300, 1000];
  const nRows = run.isQuick ? 4_000 : 20_000;
  const points: Point[] = [];
  for (const nColumns of sizes) {
    const laidOut = layOut(run.temp, numberColumns(nColumns), { nRows, nTest: nRows / 2 });
    const { folder } = laidOut;
    const all = await fitAndPrint(run, { part: 'growth', name: 'number columns', folder, nRows });
    points.push({ size: nColumns, all });
    laidOut.remove();
  }
  return points;
}

/** Prints how the time of a fit grows: the exponent over all sizes and between neighbors. */
export function printGrowth(run: BenchRun, points: readonly Point[], unit: string): void {
  const sizes = points.map(({ size }) => size);
  const engines = [OURS, ...run.peers];
  const rows = engines.map((engine) => {
    const times = points.map((point) => [point.size, secondsOf(point, engine)] as const);
    const steps = times.slice(1).map((time, at) => shown(exponent([times[at], time]), 2));
    return [engine.name, shown(exponent(times), 2), ...steps];
  });
  const between = sizes.slice(1).map((size, at) => `${count(sizes[at])} – ${count(size)}`);
  run.print(`\ngrowth: exponent of seconds over ${unit} (1: linear)`);
  run.print(table(['', 'all', ...between], rows));
  engines.forEach((engine, at) => {
    run.record({ part: 'growth', over: unit, engine: engine.name, exponents: rows[at].slice(1) });
  });
}

/** Ratios to the fastest peer over sizes: does it grow worse than they do? */
export function printRatios(run: BenchRun, points: readonly Point[], unit: string): void {
  const rows = [OURS, ...run.peers].map((engine) => [
    engine.name,
    ...points.map(({ all }) => {
      const own = all.find((each) => each.engine === engine);
      return own ? shown(ratioToFastest(own, all, bestSeconds), 2) : '–';
    }),
  ]);
  run.print(`\nseconds over those of the fastest peer of the same round, by ${unit}`);
  run.print(table(['', ...points.map(({ size }) => count(size))], rows));
}

function secondsOf({ all }: Point, engine: Engine): number {
  const own = all.find((each) => each.engine === engine);
  return own ? medianOf(own, bestSeconds) : Number.NaN;
}

/** Warm where that was measured: start-up of a runtime is no part of growth. */
function bestSeconds({ seconds, againSeconds }: Fitted): number {
  return againSeconds ?? seconds;
}
