/**
 * Which search finds a good model soonest?
 *
 *   node --conditions=source bench/search-strategies.ts [tables | functions] [--kinds classification,regression] [--seeds N]
 *     [--trials N] [--strategies a,b] [--schedules a,b] [--lag N] [--optuna]
 *
 * `tables` replays searches on the figures of `bench/search-portfolio.ts measure`: forests that learned from some hundred
 * real measurements per table answer for any configuration. A portfolio is built on the
 * other tables. Regret is how far the best mean over all folds that was
 * measured lies below the best that there is, in units of what the best has on the constant model. `functions` does the same on
 * Branin and Hartmann's function of six dimensions. Eight proposals are open at once, or as many
 * as `--lag` says. `--optuna` adds
 * Optuna's TPE, one after the other, where KAIZEN_OPTUNA_PYTHON names a Python that has it.
 */
import { parseArgs } from 'node:util';
import {
  createSearcher,
  type Draft,
  dealInOrder,
  estimatorSpace,
  foldRacing,
  getStrategy,
  type Proposal,
  type Schedule,
  type SearchSpace,
  STRATEGIES,
  spaceOf,
  successiveHalving,
  wholeAtOnce,
  workOf,
} from '@kaizenml/ml/search/strategies';
import { runSearch } from '../packages/ml/src/search/strategies/testing/run-search.ts';
import { branin, hartmann6 } from '../packages/ml/src/search/strategies/testing/test-functions.ts';
import { buildPortfolio } from './search/build-portfolio.ts';
import type { Kind } from './search/configurations.ts';
import { mean, readMeasured } from './search/measured.ts';
import { optunaPython, runOptuna } from './search/optuna.ts';
import { surrogateOf } from './search/surrogate.ts';

const SCHEDULES: Readonly<Record<string, (nFolds: number) => Schedule>> = {
  whole: wholeAtOnce,
  racing: (nFolds) => foldRacing({ nFolds }),
  halving: (nFolds) =>
    successiveHalving([
      { rows: 1, members: 1, folds: 1 },
      { rows: 1, members: 1, folds: nFolds },
    ]),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kinds: { type: 'string', default: 'classification,regression' },
    seeds: { type: 'string', default: '5' },
    trials: { type: 'string', default: '100' },
    strategies: { type: 'string', default: STRATEGIES.map(({ name }) => name).join() },
    schedules: { type: 'string', default: Object.keys(SCHEDULES).join() },
    lag: { type: 'string', default: '8' },
    optuna: { type: 'boolean', default: false },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const nTrials = Number(values.trials);
const AFTER_TRIALS = [10, 20, 40, 70, 100, 150, 200].filter((n) => n <= nTrials);
const AFTER_SECONDS = [1, 3, 10, 30, 100];
const N_FOLDS = 3;
const PORTFOLIO = { size: 16, frugality: 0.6, begin: ['ridge', 'logistic', 'boosted-trees'] };

/** Something that is searched: scores per fold, the greater the better, and the cost of a fold in seconds. */
interface Problem {
  readonly name: string;
  readonly space: SearchSpace;
  readonly first: readonly Draft[];
  readonly best: number;
  /** Regret is counted in this. */
  readonly unit: number;
  /** Regret at most. */
  readonly worst: number;
  readonly nFolds: number;
  scores(draft: Draft): readonly number[];
  seconds(draft: Draft): number;
  /** What a search expects a draft to cost. */
  workOf(draft: Draft): number;
}

/** A step of a search: what was spent by its end, and the regret then. */
interface Step {
  /** Folds, in units of full measurements. */
  readonly trials: number;
  readonly seconds: number;
  readonly regret: number;
}

const problems =
  positionals[0] === 'functions' ? functions() : values.kinds.split(',').flatMap(tables);
console.log(
  `${problems.length} problems, ${seeds.length} seeds, mean regret (standard error over seeds)`,
);
const header = [...AFTER_TRIALS.map((n) => `${n} trials`), ...AFTER_SECONDS.map((s) => `${s} s`)];
console.log(`${''.padEnd(34)}${header.map((each) => each.padStart(16)).join('')}`);

for (const name of values.strategies.split(',')) {
  report(name, (problem, seed) => search(problem, name, 'whole', [], seed));
  if (positionals[0] === 'functions') continue;
  for (const schedule of values.schedules.split(','))
    report(`portfolio, ${name}, ${schedule}`, (problem, seed) =>
      search(problem, name, schedule, problem.first, seed),
    );
}
if (values.optuna && optunaPython !== undefined) await reportOptuna();

function search(
  problem: Problem,
  strategy: string,
  schedule: string,
  first: readonly Draft[],
  seed: number,
): Step[] {
  const searcher = createSearcher({
    space: problem.space,
    strategy: getStrategy(strategy),
    seed,
    nFolds: problem.nFolds,
    schedule: SCHEDULES[schedule](problem.nFolds),
    first,
    costOf: problem.workOf,
  });
  const measure = ({ candidate, fidelity, firstFold }: Proposal) => ({
    scores: problem.scores(candidate).slice(firstFold, fidelity.folds),
    cost: problem.seconds(candidate) * (fidelity.folds - firstFold),
  });
  const share = schedule === 'whole' ? 1 : problem.nFolds;
  const entries = runSearch(dealInOrder(searcher, [], Number(values.lag)), measure, {
    nProposals: share * nTrials,
  });
  const known = entries.map(({ proposal, result }) => ({
    draft: proposal.candidate,
    isWhole: proposal.fidelity.folds === problem.nFolds,
    nFolds: proposal.fidelity.folds - proposal.firstFold,
    seconds: result.cost,
  }));
  return stepsOf(problem, known);
}

function stepsOf(
  problem: Problem,
  entries: readonly {
    readonly draft: Draft;
    readonly isWhole: boolean;
    readonly nFolds: number;
    readonly seconds: number;
  }[],
): Step[] {
  let seconds = 0;
  let trials = 0;
  let best = Number.NEGATIVE_INFINITY;
  return entries.map((entry) => {
    seconds += entry.seconds;
    trials += entry.nFolds / problem.nFolds;
    if (entry.isWhole) best = Math.max(best, mean(problem.scores(entry.draft)));
    return {
      trials,
      seconds,
      regret: Math.min(problem.worst, (problem.best - best) / problem.unit),
    };
  });
}

function report(name: string, run: (problem: Problem, seed: number) => Step[]): void {
  print(
    name,
    seeds.map((seed) => problems.map((problem) => run(problem, seed))),
  );
}

async function reportOptuna(): Promise<void> {
  const runs: Step[][][] = [];
  for (const seed of seeds) {
    const each: Step[][] = [];
    for (const problem of problems) {
      const scoreOf = (draft: Draft) => mean(problem.scores(draft));
      const entries = await runOptuna(problem.space, scoreOf, { seed, nTrials });
      const known = entries.map(({ draft }) => ({
        draft,
        isWhole: true,
        nFolds: problem.nFolds,
        seconds: problem.seconds(draft) * problem.nFolds,
      }));
      each.push(stepsOf(problem, known));
    }
    runs.push(each);
  }
  print('Optuna TPE, one after the other', runs);
}

/** @param runs Steps by seed and problem. */
function print(name: string, runs: readonly (readonly (readonly Step[])[])[]): void {
  const after = (pick: (steps: readonly Step[]) => number) => {
    const perSeed = runs.map((each) => mean(each.map(pick)));
    const center = mean(perSeed);
    const spread = Math.sqrt(
      mean(perSeed.map((x) => (x - center) ** 2)) / Math.max(1, runs.length - 1),
    );
    return `${center.toFixed(4)} (${spread.toFixed(4)})`.padStart(16);
  };
  const cells = [
    ...AFTER_TRIALS.map((n) =>
      after((steps) => steps.findLast((step) => step.trials <= n + 1e-9)?.regret ?? 1),
    ),
    ...AFTER_SECONDS.map((s) =>
      after((steps) => steps.findLast((step) => step.seconds <= s)?.regret ?? 1),
    ),
  ];
  console.log(`${name.padEnd(34)}${cells.join('')}`);
}

function tables(kind: string): Problem[] {
  const kindOf: Kind = kind === 'regression' ? 'regression' : 'classification';
  const measured = readMeasured(kindOf);
  return measured.tables.map((table) => {
    const surrogate = surrogateOf(kindOf, measured, table);
    const others = { ...measured, tables: measured.tables.filter((each) => each !== table) };
    const first = buildPortfolio(others, PORTFOLIO).map(({ at }) => measured.drafts[at]);
    return {
      name: table.name,
      space: estimatorSpace(kindOf, { nRows: table.nRows }),
      first,
      best: surrogate.best,
      unit: surrogate.best - surrogate.baseline,
      worst: 1,
      nFolds: N_FOLDS,
      scores: surrogate.scores,
      seconds: (draft) => surrogate.ms(draft) / 1000,
      workOf: (draft) => (N_FOLDS * workOf(draft, table)) / 1000,
    };
  });
}

function functions(): Problem[] {
  const all = { Branin: branin, 'Hartmann 6': hartmann6 };
  return Object.entries(all).map(([name, { params, minimum, at }]) => ({
    name,
    space: spaceOf([{ name, params }]),
    first: [],
    best: -minimum,
    unit: 1,
    worst: Number.POSITIVE_INFINITY,
    nFolds: 1,
    scores: (draft) => [-at(draft.params)],
    seconds: () => 1,
    workOf: () => 1,
  }));
}
