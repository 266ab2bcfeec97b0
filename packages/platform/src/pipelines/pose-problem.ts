import { extname } from 'node:path';
import type { DatasetStatistics, Finding } from '@kaizenml/contracts';
import { DEFAULT_FOLDS } from '@kaizenml/contracts/project';
import { defendMetric, sayShares } from '@kaizenml/ml/guardrails';
import { defaultMetric, getMetric } from '@kaizenml/ml/metrics';
import type { Table } from '@kaizenml/ml/table';
import { findAugmentation, loadVersion } from '../datasets/index.ts';
import type { DatasetVersionRecord } from '../datasets/store.ts';
import { askedProblem, splitOf } from './asked-problem.ts';
import { assertColumns } from './assert-columns.ts';
import { assertMetrics } from './assert-metrics.ts';
import type { OpenRun, RunDeps } from './in-run.ts';
import type { Handle } from './step.ts';
import { readyHandle } from './step-values.ts';
import { type Ingested, ingest } from './steps/ingest.ts';
import { profile } from './steps/profile.ts';
import { type SplitOutput, split } from './steps/split.ts';
import { type Validated, validate } from './steps/validate.ts';
import type { TrainRequest } from './train-request.ts';

/** Budgets below this have no time for checks that train models. */
const BRIEF_BUDGET_MS = 5000;

/** A learning problem: what is to be predicted, from which rows and columns, and how rows are kept apart. */
export interface Posed {
  readonly record: DatasetVersionRecord;
  readonly table: Handle<Table>;
  readonly profiled: Handle<DatasetStatistics>;
  readonly validated: Handle<Validated>;
  readonly split: Handle<SplitOutput>;
  /** Name of the metric that chooses. */
  readonly metric: string;
  /** Of all steps so far, in their order; grows with `note`. */
  readonly findings: readonly Finding[];
  /** Adds findings, here and to the stored run. */
  readonly note: (found: readonly Finding[]) => Promise<void>;
}

/** From the file to the problem: ingest → profile → validate → split. */
export async function poseProblem(
  deps: RunDeps,
  { project, target, budgetMs }: Pick<TrainRequest, 'project' | 'target' | 'budgetMs'>,
  { runner, frame, source }: OpenRun,
): Promise<Posed> {
  const { seed } = project;
  const findings: Finding[] = [];
  const note = async (found: readonly Finding[]) => {
    findings.push(...found);
    await deps.store.runs.addFindings(frame.runId, found);
  };

  const ingested = await readSource(deps, { runner, source });
  await note(ingested.findings);
  const { record, table } = ingested;
  const augmented = await findAugmentation(deps, record);
  await note(augmented.findings);
  assertColumns(
    target,
    project,
    record.columns.map((column) => column.name),
  );
  const profiled = await runner.run(profile, { table }, {});

  const { guardrails, search } = project;
  const nFolds = search.folds ?? DEFAULT_FOLDS;
  const asked = askedProblem(project);
  const ignore = [...project.ignore, ...augmented.marks];
  const validated = await runner.run(
    validate,
    { table },
    {
      target,
      ...asked,
      ignore,
      ...guardrails,
      seed,
      fewestClassRows: Math.max(5, nFolds),
      ...(budgetMs !== undefined && budgetMs < BRIEF_BUDGET_MS && { isBrief: true }),
    },
  );
  const problem = await validated.load();
  await note(problem.findings);
  assertMetrics(project, problem);
  const metric = project.metric ?? defaultMetric(problem.task, problem.aim).name;

  await note([sayMetric(problem, { metric, isDefault: project.metric === undefined })]);

  const { kind = problem.task === 'regression' ? 'random' : 'stratified', column } =
    splitOf(project);
  const parts = await runner.run(
    split,
    { table, validated },
    { test: project.split.test, kind, column, folds: nFolds, seed },
  );
  await note((await parts.load()).findings);
  return { record, table, profiled, validated, split: parts, metric, findings, note };
}

/** The dataset version that a run reads; one that is named has been read before. */
export async function readSource(
  deps: RunDeps,
  { runner, source }: Pick<OpenRun, 'runner' | 'source'>,
): Promise<Ingested & { readonly table: Handle<Table> }> {
  const { fileHash, name, path, version } = source;
  const fresh: Table[] = [];
  const withTable = (ingested: Ingested) => {
    const load = async () => fresh.pop() ?? (await loadVersion(deps, ingested.record));
    return { ...ingested, table: readyHandle(ingested.record.hash, load) };
  };
  if (version !== undefined) return withTable({ record: version, findings: [] });
  const ending = extname(path);
  const read = ingest(deps, path, (table) => fresh.push(table));
  return withTable(await (await runner.run(read, {}, { fileHash, name, ending })).load());
}

/** Why models are compared as they are, and how frequent the classes are. */
function sayMetric(
  { target, classShares: shares }: Validated,
  { metric, isDefault }: { readonly metric: string; readonly isDefault: boolean },
): Finding {
  return {
    code: 'METRIC_CHOSEN',
    severity: 'info',
    message: defendMetric(getMetric(metric), { shares: shares ?? [], isDefault }),
    ...(shares && { hint: sayShares(target, shares) }),
    details: { metric, isDefault, ...(shares && { classShares: shares }) },
  };
}
