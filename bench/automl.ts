/**
 * Which system finds the better model in the same time?
 *
 *   node --conditions=source bench/automl.ts run [--systems kaizen,flaml,h2o,autogluon] [--seconds 60] [--tables a,b] [--seed 1] [--threads 2] [--out file]
 *   node --conditions=source bench/automl.ts report [--out file]
 *
 * Every table is cut once into four fifths to learn from and a fifth that no system sees. Each system gets the same file, the same
 * wall time, two threads and the metric, alone on the machine, and answers the rows of the fifth. `run` adds a line per system
 * and table to a file as soon as it is known and leaves out what is there; `report` prints scores, mean ranks and mean
 * normalised scores: 0 is the constant model, 1 the best of the systems. The wall time is that of the whole process.
 * With `--threads 1` and `taskset` two systems run beside each other, each on a processor of its own, for long budgets.
 * `report --out bench/automl/measured.jsonl` prints what was measured last: one seed, one thread each, two systems at a time on a processor of their own.
 * Peers: `sh bench/peers/make-automl-venvs.sh`, then `KAIZEN_AUTOML_PEERS`.
 */
import { parseArgs } from 'node:util';
import { printReport } from './automl/print-report.ts';
import { readResults, resultsPath } from './automl/results.ts';
import { runContest } from './automl/run-contest.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    systems: { type: 'string', default: 'kaizen,flaml,h2o,autogluon' },
    seconds: { type: 'string', default: '60' },
    tables: { type: 'string' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    out: { type: 'string', default: resultsPath() },
  },
});

if (positionals[0] === 'report') printReport(readResults(values.out));
else
  await runContest({
    systems: values.systems.split(','),
    seconds: Number(values.seconds),
    tables: values.tables?.split(','),
    seed: Number(values.seed),
    nThreads: Number(values.threads),
    out: values.out,
  });
