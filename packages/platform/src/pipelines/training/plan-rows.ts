import { type Aim, type Task, taskOfWord, wordOfTask } from '@kaizenml/contracts';
import { checkTarget, classShares, defendMetric, type UsableTarget } from '@kaizenml/ml/guardrails';
import { defaultMetric, type Metric, metricsFor } from '@kaizenml/ml/metrics';
import { type Column, makeTable } from '@kaizenml/ml/table';
import { type DatasetDeps, type DatasetVersionRecord, loadColumn } from '../../datasets/index.ts';
import { askedProblem } from '../asked-problem.ts';
import { assertColumns } from '../assert-columns.ts';
import { assertMetrics } from '../assert-metrics.ts';
import { assertOwnFields } from '../assert-own-fields.ts';
import { isTableTask } from '../row-task.ts';
import { type Asked, askedProject } from './asked-project.ts';
import { collectProblems, type Plan, type Problems } from './plan-problems.ts';
import { checkRoles, roleSettings } from './row-role-settings.ts';

/** Says what a run would predict, from the values of its target alone. */
export async function planRows(
  deps: Pick<DatasetDeps, 'store' | 'artifacts'>,
  version: DatasetVersionRecord,
  {
    reference,
    asked,
    target,
  }: { readonly reference: string; readonly asked: Asked; readonly target: string },
): Promise<Plan> {
  const column = await loadColumn(deps, version, target);
  const problems = collectProblems();
  const { watch } = problems;
  const project = watch(() => askedProject(reference, asked));
  if (project) {
    const names = version.columns.map(({ name }) => name);
    watch(() => assertOwnFields(project));
    watch(() => assertColumns(target, project, names));
  }
  const posed = project && watch(() => askedProblem(project));
  const known = poseTarget(column, posed ?? askedTask(asked), problems);
  const { task, aim, why, target: values } = known;
  if (project) watch(() => assertMetrics(project, { task, aim }));
  const roles: Column[] = [];
  for (const name of new Set([asked.group, asked.time, asked.weights]))
    if (version.columns.some((one) => one.name === name) && name !== undefined)
      roles.push(await loadColumn(deps, version, name));
  const checked = checkRoles(roles, { asked, aim, rows: values.rows, problems });
  const describe = metricTeller(column, { task, aim });
  return {
    dataset: reference,
    target,
    task: wordOfTask({ task, aim }),
    why,
    nRows: values.rows.length,
    nMissing: version.nRows - values.rows.length,
    classes:
      values.kind === 'classification'
        ? values.classes.map((name, i) => ({ name, nRows: values.counts[i] ?? 0 }))
        : [],
    metric: describe(defaultMetric(task, aim)),
    metrics: metricsFor(task, aim).map(describe),
    settings: roleSettings(version.columns, { asked, target, task, aim, posed, checked }),
    problems: [...problems.found],
    notes: [],
  };
}

/** What is asked for where the rest of the request contradicts itself. */
function askedTask({ task }: Asked): { readonly task?: Task; readonly aim?: Aim } {
  return task === undefined || isTableTask(task) ? {} : taskOfWord(task);
}

/** What the values of the target are; where they are not what was asked for, what they look like. */
function poseTarget(
  column: Column,
  { task, aim }: { readonly task?: Task; readonly aim?: Aim },
  { watch }: Problems,
): UsableTarget {
  const table = makeTable([column]);
  const asked =
    task === undefined
      ? undefined
      : watch(() => checkTarget(table, column.name, task, aim), 'task');
  return asked ?? checkTarget(table, column.name);
}

/** Describes metrics and says why models are compared by each, or what speaks against it. */
function metricTeller(column: Column, { task, aim }: { readonly task: Task; readonly aim: Aim }) {
  const shares = task === 'regression' ? [] : classShares(column);
  const usual = defaultMetric(task, aim).name;
  return (one: Metric): Plan['metrics'][number] => {
    const { name, title, better, unit } = one;
    const why = defendMetric(one, { shares, isDefault: name === usual });
    return { name, title, better, unit, why };
  };
}
