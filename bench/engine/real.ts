import type { BenchRun } from './bench-run.ts';
import { layOutReal, REAL_TABLES } from './real-tables.ts';
import { fitAndPrint } from './tables.ts';

/** Tables that someone really had, their categories told to every engine as such. */
export async function real(run: BenchRun): Promise<void> {
  for (const table of REAL_TABLES) {
    if (table.path === undefined) {
      run.print(`\n${table.name}: skipped, its file is not there`);
      continue;
    }
    const maxRows = run.isQuick ? 20_000 : 3_200_000;
    const { folder, nRows, remove } = await layOutReal(run.temp, table, table.path, maxRows);
    await fitAndPrint(run, { part: 'real', name: table.name, folder, nRows });
    remove();
  }
}
