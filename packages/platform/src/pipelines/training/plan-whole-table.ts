import { percent } from '@kaizenml/ml/guardrails';
import type { DatasetVersionRecord } from '../../datasets/index.ts';
import { assertOwnFields } from '../assert-own-fields.ts';
import { columnsLeftOut } from '../whole-table/usable-columns.ts';
import { type Asked, askedProject } from './asked-project.ts';
import { collectProblems, type Plan, type PlanSetting } from './plan-problems.ts';

const LOOKS_FOR = { clusters: 'Groups of like rows', anomalies: 'Rows unlike the others' } as const;

/** Says what a search for clusters or anomalies would compare. */
export function planWholeTable(
  { columns, nRows }: Pick<DatasetVersionRecord, 'columns' | 'nRows'>,
  {
    reference,
    asked,
    task,
  }: {
    readonly reference: string;
    readonly asked: Asked;
    readonly task: 'clusters' | 'anomalies';
  },
): Plan {
  const problems = collectProblems();
  problems.watch(() => assertOwnFields(askedProject(reference, asked)));
  const leftOut = problems.watch(() => columnsLeftOut(columns, asked.ignore ?? [])) ?? [];
  const nCompared = columns.length - leftOut.length;
  const without =
    leftOut.length === 0
      ? ''
      : `; left out: ${leftOut.map(({ name, reason }) => `"${name}" ${reason}`).join(', ')}`;
  return {
    dataset: reference,
    target: null,
    task,
    why: `${LOOKS_FOR[task]} are looked for by ${nCompared} ${nCompared === 1 ? 'column' : 'columns'}${without}.`,
    nRows,
    nMissing: 0,
    classes: [],
    metric: null,
    metrics: [],
    settings: task === 'clusters' ? [clusterCount(asked)] : ofAnomalies(asked, nRows),
    problems: [...problems.found],
    notes: [],
  };
}

function clusterCount({ clusters }: Asked): PlanSetting {
  return {
    name: 'clusters',
    value: clusters === undefined ? null : String(clusters),
    says:
      clusters === undefined
        ? 'As many as the data show; none where they show none.'
        : `The rows are cut into ${clusters}, whether or not the data fall into as many.`,
    options: null,
  };
}

function ofAnomalies(
  { share, detector = 'isolation-forest' }: Asked,
  nRows: number,
): PlanSetting[] {
  return [
    {
      name: 'detector',
      value: detector,
      says:
        detector === 'isolation-forest'
          ? 'It suits data of any shape.'
          : 'It finds odd combinations of numbers in data of one center.',
      options: ['isolation-forest', 'robust-distance'],
    },
    {
      name: 'share',
      value: share === undefined ? null : String(share),
      says:
        share === undefined
          ? 'Flagged are rows that fewer than 0.5 % of ordinary rows are as unusual as.'
          : `Flagged are the ${percent(share)} most unusual rows, about ${Math.round(share * nRows)}.`,
      options: null,
    },
  ];
}
