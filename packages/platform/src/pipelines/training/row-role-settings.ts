import type { Aim, Task } from '@kaizenml/contracts';
import type { Column, Table } from '@kaizenml/ml/table';
import { makeTable } from '@kaizenml/ml/table';
import type { DatasetColumn } from '../../datasets/index.ts';
import type { AskedProblem } from '../asked-problem.ts';
import { assertSplitKey, checkWeights, groupCodes, rowsByGroup } from '../steps/row-roles.ts';
import type { Asked } from './asked-project.ts';
import type { PlanSetting, Problems } from './plan-problems.ts';

/** What the columns of groups and weights come to. */
export interface CheckedRoles {
  readonly nGroups: number | undefined;
  readonly weighted: string | undefined;
}

/** Checks the columns that tell something of rows. @param columns Those that there are. */
export function checkRoles(
  columns: readonly Column[],
  {
    asked: { group, time, weights },
    aim,
    rows,
    problems: { watch },
  }: {
    readonly asked: Asked;
    readonly aim: Aim;
    readonly rows: Int32Array;
    readonly problems: Problems;
  },
): CheckedRoles {
  const find = (wanted: string | undefined) => columns.find(({ name }) => name === wanted);
  const table: Table | undefined = columns.length > 0 ? makeTable([...columns]) : undefined;
  const [groups, times, weigher] = [find(group), find(time), find(weights)];
  if (groups && table && aim === 'ranking')
    watch(() => rowsByGroup(table, groups.name, rows), 'group');
  else if (groups) watch(() => assertSplitKey(groups, rows, 'group'), 'group');
  if (times) watch(() => assertSplitKey(times, rows, 'time'), 'time');
  const said = weigher && table && watch(() => checkWeights(table, weigher.name, rows), 'weights');
  return {
    nGroups: groups && new Set(groupCodes(groups)).size,
    weighted: said?.[0]?.message,
  };
}

/** What a run may be told of its rows, with what holds. */
export function roleSettings(
  columns: readonly DatasetColumn[],
  {
    asked,
    target,
    task,
    aim,
    posed,
    checked: { nGroups, weighted },
  }: {
    readonly asked: Asked;
    readonly target: string;
    readonly task: Task;
    readonly aim: Aim;
    readonly posed: AskedProblem | undefined;
    readonly checked: CheckedRoles;
  },
): PlanSetting[] {
  const { group, time, weights, split } = asked;
  const others = columns.filter(({ name }) => name !== target);
  const named = (kinds: readonly string[]) =>
    others.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const date = named(['date'])[0];
  return [
    ...(aim === 'quantiles' ? [levels(posed)] : []),
    {
      name: 'group',
      value: group ?? null,
      says: sayGroups(group, { nGroups, aim }),
      options: named(['category', 'id', 'number', 'boolean']),
    },
    {
      name: 'time',
      value: time ?? null,
      says:
        time !== undefined
          ? 'Models are measured on later rows than they learned from.'
          : `Rows are put aside at random${task === 'regression' ? '' : ', with the same shares of the classes'}. ${date === undefined ? 'Name a column of dates or numbers' : `Name "${date}"`} if later rows are to be predicted from earlier ones.`,
      options: named(['date', 'number']),
    },
    ...(group !== undefined && time !== undefined
      ? [
          {
            name: 'split' as const,
            value: split ?? null,
            says: 'What decides when both are named.',
            options: ['group', 'time'],
          },
        ]
      : []),
    {
      name: 'weights',
      value: weights ?? null,
      says:
        weighted ??
        (weights === undefined ? 'Every row counts the same.' : 'How much a row counts.'),
      options: named(['number']),
    },
  ];
}

function levels(posed: AskedProblem | undefined): PlanSetting {
  return {
    name: 'quantiles',
    value: posed?.quantiles?.join(', ') ?? null,
    says: 'For each row the numbers that these shares of rows like it lie below.',
    options: null,
  };
}

function sayGroups(
  group: string | undefined,
  { nGroups, aim }: { readonly nGroups: number | undefined; readonly aim: Aim },
): string {
  if (group === undefined)
    return aim === 'ranking'
      ? 'The rows of one value are ranked among each other, such as the hits of a query.'
      : 'Every row stands for itself. Name a column, such as a patient, if rows belong together.';
  const how =
    aim === 'ranking' ? 'Rows are ranked within each of' : 'Rows stay together in every split, in';
  return `${how} ${nGroups ?? 'the'} groups.`;
}
