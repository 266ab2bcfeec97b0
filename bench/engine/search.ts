import type { BenchRun } from './bench-run.ts';
import { inRounds, type Measured } from './compare.ts';
import { OURS } from './engines.ts';
import { medianOf, ratioToFastest } from './figures.ts';
import { layOut } from './lay-out.ts';
import { failuresOf, shown, table } from './print.ts';
import { layOutReal, REAL_TABLES } from './real-tables.ts';
import { runChild } from './run-child.ts';
import type { SearchAnswer, SearchJob } from './search-job.ts';
import { numberColumns } from './sources.ts';
import { count } from './tables.ts';
import { trialOptions } from './tree-options.ts';

const N_WORKERS = 2;

/** How many fits a second does a search get through? Two workers of one thread each. */
export async function search(run: BenchRun): Promise<void> {
  const nRows = run.isQuick ? 3_000 : 20_000;
  const generated = layOut(run.temp, numberColumns(30), { nRows, nTest: 1 });
  await searchTable(run, 'numbers', generated.folder, nRows, 30);
  generated.remove();
  const adult = REAL_TABLES.find(({ name }) => name === 'Adult');
  if (adult?.path === undefined) {
    run.print('\nsearch on Adult: skipped, its file is not there');
    return;
  }
  const laidOut = await layOutReal(run.temp, adult, adult.path, run.isQuick ? 5_000 : 50_000);
  await searchTable(run, 'Adult', laidOut.folder, laidOut.nRows, 14);
  laidOut.remove();
}

async function searchTable(
  run: BenchRun,
  name: string,
  folder: string,
  nRows: number,
  nColumns: number,
): Promise<void> {
  const nFolds = run.isQuick ? 4 : 10;
  const trials = trialOptions(run.isQuick ? 4 : 20);
  const job: SearchJob = { folder, nRows, nFolds, nWorkers: N_WORKERS, trials };
  const all = await inRounds(run, [OURS, ...run.peers], `search ${name}`, async (engine) => {
    const answer = await runChild<SearchAnswer>(engine.command('search', job, 1));
    return { part: 'search', name, nRows, nTrials: trials.length, ...answer };
  });
  run.print(
    `\nsearch on ${name}: ${trials.length} trials x ${nFolds} folds on ${count(nRows)} rows x ${nColumns} columns, ${N_WORKERS} workers of 1 thread`,
  );
  run.print([searchTableText(all, trials.length), ...failuresOf(all)].join('\n'));
}

function searchTableText(all: readonly Measured<SearchAnswer>[], nTrials: number): string {
  const time = ({ seconds }: SearchAnswer) => seconds;
  const rows = all.map((own) => [
    own.engine.name,
    shown(medianOf(own, time), 1),
    shown(ratioToFastest(own, all, time), 2),
    shown(
      medianOf(own, ({ nFits, seconds }) => nFits / seconds),
      2,
    ),
    shown(
      medianOf(own, ({ seconds }) => nTrials / seconds),
      3,
    ),
    shown(
      medianOf(own, ({ score }) => score),
      4,
    ),
    shown(
      medianOf(own, ({ peakMb }) => peakMb),
      0,
    ),
  ]);
  const headings = ['', 'all s', 'x fastest peer', 'fits/s', 'trials/s', 'mean AUC', 'peak MB'];
  return table(headings, rows);
}
