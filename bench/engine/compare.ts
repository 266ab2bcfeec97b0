import { join } from 'node:path';
import type { BenchRun } from './bench-run.ts';
import { type Engine, OURS } from './engines.ts';
import type { FitAnswer, FitJob } from './fit-job.ts';
import { readShape } from './rows-on-disk.ts';
import { runChild } from './run-child.ts';
import { scoreAnswers } from './score.ts';
import { TREE_OPTIONS } from './tree-options.ts';

/** One fit of one engine. */
export interface Fitted extends FitAnswer {
  /** AUC or RMSE of the held-out rows. */
  readonly score: number;
}

/** All rounds of an engine; fewer where it failed. */
export interface Measured<Figures> {
  readonly engine: Engine;
  readonly rounds: readonly (Figures & { readonly round: number })[];
  readonly failure?: string;
}

/** A second fit in the same process costs little below so many cells. */
const AGAIN_CELLS = 5e6;
/** Beyond so many cells a fit takes so long that one round tells enough. */
const ONE_ROUND_CELLS = 2e7;

/** Fits the first rows of a table with every engine, in rounds. */
export function compareFits(
  run: BenchRun,
  { part, name, folder, nRows, ...own }: FitCase,
): Promise<Measured<Fitted>[]> {
  const { nColumns } = readShape(folder);
  const answers = join(folder, 'answers.bin');
  const nRounds = nRows * nColumns > ONE_ROUND_CELLS ? 1 : run.nRounds;
  const engines = own.engines ?? [OURS, ...run.peers];
  return inRounds({ ...run, nRounds }, engines, `${part} ${name}`, async (engine) => {
    const job: FitJob = {
      folder,
      nRows,
      nThreads: run.nThreads,
      options: TREE_OPTIONS,
      again: nRows * nColumns <= AGAIN_CELLS,
      isSparse: engine.isSparse ?? false,
      answers,
    };
    const fitted = await runChild<FitAnswer>(engine.command('fit', job, run.nThreads));
    return { part, name, nRows, nColumns, ...fitted, score: scoreAnswers(folder, answers) };
  });
}

/** What is fitted. */
export interface FitCase {
  readonly part: string;
  readonly name: string;
  readonly folder: string;
  readonly nRows: number;
  /** Default: ours and all peers. */
  readonly engines?: readonly Engine[];
}

/** Rounds of all engines, each round beginning with another one; an engine that fails sits out the rest. */
export async function inRounds<Figures extends { readonly seconds: number }>(
  run: BenchRun,
  engines: readonly Engine[],
  what: string,
  measure: (engine: Engine) => Promise<Figures>,
): Promise<Measured<Figures>[]> {
  const rounds = new Map(engines.map((engine) => [engine, [] as (Figures & { round: number })[]]));
  const failures = new Map<Engine, string>();
  for (let round = 0; round < run.nRounds; round++) {
    for (let turn = 0; turn < engines.length; turn++) {
      const engine = engines[(round + turn) % engines.length];
      if (failures.has(engine)) continue;
      try {
        const figures = await measure(engine);
        rounds.get(engine)?.push({ ...figures, round });
        run.record({ engine: engine.name, round, ...figures });
        const seconds = figures.seconds.toFixed(2);
        process.stderr.write(`  [${what}, round ${round + 1}: ${engine.name} ${seconds} s]\n`);
      } catch (thrown) {
        if (!(thrown instanceof Error)) throw thrown;
        failures.set(engine, thrown.message);
        run.record({ engine: engine.name, round, what, failure: thrown.message });
      }
    }
  }
  return engines.map((engine) => {
    const failure = failures.get(engine);
    return { engine, rounds: rounds.get(engine) ?? [], ...(failure !== undefined && { failure }) };
  });
}
