import type { CostMatrix } from '@kaizenml/ml/metrics';
import type { Table } from '@kaizenml/ml/table';
import type { LearningChecks } from './honesty/learning-checks.ts';
import type { OpenRun } from './in-run.ts';
import type { Posed } from './pose-problem.ts';
import type { Handle, Handles } from './step.ts';
import { checkLearning } from './steps/check-learning.ts';
import type { Combined } from './steps/combine/combined.ts';
import { combine } from './steps/combine.ts';
import { type Fitted, fit } from './steps/fit.ts';
import { type Delivered, refit } from './steps/refit.ts';
import { type Searched, search } from './steps/search.ts';
import type { SplitOutput } from './steps/split.ts';
import type { Validated } from './steps/validate.ts';
import type { TrainRequest } from './train-request.ts';

/** A learning problem, and what decides how it is learned. */
export interface PosedBy {
  readonly posed: Posed;
  readonly seed: number;
  readonly costs: CostMatrix | undefined;
}

/** A model that was fitted, with what led to it. */
export interface FoundModel {
  /** The problem as it was learned: rows and columns. */
  readonly learning: Handles<{ table: Table; validated: Validated; split: SplitOutput }>;
  readonly searched: Handle<Searched>;
  readonly checks: Handle<LearningChecks>;
  readonly plans: Handle<Combined>;
  readonly fitted: Handle<Fitted>;
  /** Learns it once more, from all rows. */
  readonly refit: () => Promise<Handle<Delivered>>;
}

/** Finds a model from the start: search → check-learning → combine → fit. */
export async function searchModel(
  { posed, seed, costs }: PosedBy,
  { project, budgetMs }: Pick<TrainRequest, 'project' | 'budgetMs'>,
  { runner }: Pick<OpenRun, 'runner'>,
): Promise<FoundModel> {
  const { table, validated, split, metric, note } = posed;
  const { trials, workers, strategy, budget, folds } = project.search;
  const isRefitted = project.split.refit;
  const learning = { table, validated, split };
  const searched = await runner.run(search(workers), learning, {
    ...{ metric, seed, trials, strategy, usesAllTime: budget !== undefined, budgetMs },
    ...{ allFolds: folds !== undefined, isRefitted },
  });
  await note((await searched.load()).findings);
  const checks = await runner.run(checkLearning, { ...learning, searched }, { metric, seed });
  await note((await checks.load()).findings);
  const plans = await runner.run(combine, { ...learning, searched }, { metric, seed, costs });
  await note((await plans.load()).findings);
  const fitted = await runner.run(fit, { ...learning, searched, plans }, { seed });
  await note((await fitted.load()).findings);
  const again = () =>
    runner.run(refit, { ...learning, plans, fitted }, { seed, isWanted: isRefitted });
  return { learning, searched, checks, plans, fitted, refit: again };
}
