import { getMetric } from '@kaizenml/ml/metrics';
import type { ContestResult } from './results.ts';

/** Prints, per budget, the scores of every table, then the mean rank and the mean normalised score of every system. */
export function printReport(results: readonly ContestResult[]): void {
  const budgets = [...new Set(results.map(({ seconds }) => seconds))].sort((a, b) => a - b);
  for (const seconds of budgets) printBudget(results.filter((each) => each.seconds === seconds));
}

function printBudget(results: readonly ContestResult[]): void {
  const systems = [...new Set(results.map(({ system }) => system))];
  const versions = systems.map(
    (system) => `${system} ${results.find((each) => each.system === system)?.version ?? ''}`,
  );
  console.log(`\n## ${results[0]?.seconds} s (${versions.join('; ')})\n`);
  console.log(`| table | metric | constant | ${systems.join(' | ')} |`);
  console.log(`|---|---|---|${systems.map(() => '---').join('|')}|`);
  const contests = [...new Set(results.map(({ table, seed }) => `${table}#${seed}`))].map((key) =>
    results.filter(({ table, seed }) => `${table}#${seed}` === key),
  );
  const full = contests.filter((contest) => contest.length === systems.length);
  for (const contest of contests) {
    const [{ table, seed, metric, baseline } = { table: '', seed: 0, metric: '', baseline: 0 }] =
      contest;
    const best = bestOf(contest);
    const cells = systems.map((system) => {
      const own = contest.find((each) => each.system === system);
      if (own === undefined) return '';
      if (own.score === null) return 'failed';
      const shown = own.score.toPrecision(5);
      return `${own.score === best ? `**${shown}**` : shown} (${own.wall.toFixed(0)} s)`;
    });
    const name = seed === 1 ? table : `${table} (seed ${seed})`;
    console.log(`| ${name} | ${metric} | ${baseline.toPrecision(5)} | ${cells.join(' | ')} |`);
  }
  const line = (title: string, value: (system: string) => number) =>
    console.log(
      `| ${title} | | | ${systems.map((system) => value(system).toFixed(3)).join(' | ')} |`,
    );
  line(`mean rank (${full.length} tables)`, (system) =>
    mean(full.map((contest) => rankOf(contest, system))),
  );
  line('mean normalised score', (system) =>
    mean(full.map((contest) => normalised(contest, system))),
  );
  line('mean wall time / budget', (system) =>
    mean(
      results.filter((each) => each.system === system).map(({ wall, seconds }) => wall / seconds),
    ),
  );
  line('mean calibration error', (system) =>
    mean(
      results
        .filter((each) => each.system === system)
        .flatMap(({ calibrationError }) => calibrationError ?? []),
    ),
  );
}

const signOf = (metric: string): 1 | -1 => (getMetric(metric).better === 'higher' ? 1 : -1);

function bestOf(contest: readonly ContestResult[]): number | undefined {
  const scored = contest.flatMap(({ score, metric }) =>
    score === null ? [] : [{ score, worth: signOf(metric) * score }],
  );
  return scored.toSorted((a, b) => b.worth - a.worth)[0]?.score;
}

/** From 1; equal scores share the mean of their ranks, and failures are last. */
function rankOf(contest: readonly ContestResult[], system: string): number {
  const worth = ({ score, metric }: ContestResult) =>
    score === null ? Number.NEGATIVE_INFINITY : signOf(metric) * score;
  const own = contest.find((each) => each.system === system);
  if (own === undefined) return Number.NaN;
  const nBetter = contest.filter((each) => worth(each) > worth(own)).length;
  const nEqual = contest.filter((each) => worth(each) === worth(own)).length;
  return nBetter + (nEqual + 1) / 2;
}

function normalised(contest: readonly ContestResult[], system: string): number {
  const own = contest.find((each) => each.system === system);
  const best = bestOf(contest);
  if (own === undefined || best === undefined || own.score === null) return 0;
  return (own.score - own.baseline) / (best - own.baseline);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
