import type { BenchRun } from './bench-run.ts';
import { compareFits, type FitCase, type Fitted, type Measured } from './compare.ts';
import { fitTable } from './print.ts';
import { readShape } from './rows-on-disk.ts';

/** Fits one table with every engine and prints it. */
export async function fitAndPrint(run: BenchRun, fitCase: FitCase): Promise<Measured<Fitted>[]> {
  const { kind, nColumns, nTest } = readShape(fitCase.folder);
  const measured = await compareFits(run, fitCase);
  run.print(
    `\n${fitCase.name}: ${count(fitCase.nRows)} rows x ${nColumns} columns, ${count(nTest)} rows held out`,
  );
  run.print(fitTable(measured, kind === 'classes' ? 'AUC' : 'RMSE'));
  return measured;
}

/** 3000000 as 3 000 000. */
export function count(n: number): string {
  return n.toLocaleString('en-US').replaceAll(',', ' ');
}
