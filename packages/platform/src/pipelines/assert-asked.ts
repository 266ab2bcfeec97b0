import type { Project } from '@kaizenml/contracts/project';
import { askedProblem } from './asked-problem.ts';
import { assertColumns } from './assert-columns.ts';
import { assertOwnFields } from './assert-own-fields.ts';
import { isTableTask } from './row-task.ts';
import { runTarget } from './run-target.ts';
import { assertNamed, forecastColumns, ignoredColumns } from './whole-table/named-columns.ts';

/**
 * Refuses what can be seen to fail before anything is read: columns that are not there, fields that contradict each other or are of
 * another task.
 *
 * @param known Names of the columns.
 * @throws COLUMN_UNKNOWN, PROJECT_INVALID, ARGUMENT_INVALID
 */
export function assertAsked(project: Project, known: readonly string[]): void {
  assertOwnFields(project);
  if (!isTableTask(project.task)) {
    assertColumns(runTarget(project), project, known);
    askedProblem(project);
    return;
  }
  const named = project.task === 'forecast' ? forecastColumns(project) : ignoredColumns(project);
  assertNamed(named, known);
}
