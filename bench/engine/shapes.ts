import type { BenchRun } from './bench-run.ts';
import { givenSparse, OURS } from './engines.ts';
import { layOut } from './lay-out.ts';
import { categoryColumns, manyLevels, numberColumns, oneHotColumns } from './sources.ts';
import { fitAndPrint } from './tables.ts';

/** A thousand columns: numbers, and zeros with a 1 here and there. */
export async function wide(run: BenchRun): Promise<void> {
  const sizes = run.isQuick ? [1_000, 3_000] : [10_000, 50_000];
  const nColumns = run.isQuick ? 200 : 1000;
  const size = { nRows: Math.max(...sizes), nTest: run.isQuick ? 1_000 : 10_000 };
  const numbers = layOut(run.temp, numberColumns(nColumns), size);
  for (const nRows of sizes) {
    const { folder } = numbers;
    await fitAndPrint(run, { part: 'wide', name: 'wide, numbers', folder, nRows });
  }
  numbers.remove();
  const oneHotSizes = run.isQuick ? [3_000] : [3_000, 20_000, 100_000];
  const most = Math.max(...oneHotSizes);
  const oneHot = layOut(run.temp, oneHotColumns(), { nRows: most, nTest: most / 10 });
  const sparse = run.peers.filter(({ name }) => name !== 'scikit-learn').map(givenSparse);
  const engines = [OURS, ...run.peers, ...sparse];
  for (const nRows of oneHotSizes) {
    const { folder } = oneHot;
    await fitAndPrint(run, { part: 'wide', name: 'wide, one-hot', folder, nRows, engines });
  }
  if (sparse.length > 0) run.print('  CSR: given compressed sparse rows, the others doubles');
  oneHot.remove();
}

/** Ten categories, and two of very many levels beside numbers, told to every engine as such. */
export async function categories(run: BenchRun): Promise<void> {
  const sizes = run.isQuick ? [5_000, 20_000] : [100_000, 1_000_000];
  const size = { nRows: Math.max(...sizes), nTest: run.isQuick ? 5_000 : 50_000 };
  const laidOut = layOut(run.temp, categoryColumns(), size);
  for (const nRows of sizes) {
    const { folder } = laidOut;
    await fitAndPrint(run, { part: 'categories', name: 'categories', folder, nRows });
  }
  run.print('  5 to 2000 levels; scikit-learn takes columns of more than 255 levels for numbers');
  laidOut.remove();
  const fewer = run.isQuick ? [5_000] : [5_000, 100_000, 300_000];
  const many = layOut(run.temp, manyLevels(), { nRows: Math.max(...fewer), nTest: 50_000 });
  for (const nRows of fewer) {
    const { folder } = many;
    await fitAndPrint(run, { part: 'categories', name: 'many levels', folder, nRows });
  }
  run.print('  1000 and 5000 levels');
  many.remove();
}
