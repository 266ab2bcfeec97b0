import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Task } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { defaultMetric, getMetric } from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import { classesOf, encodeTarget, takeTargetRows, toOutcome } from '@kaizenml/ml/search';
import { splitRows } from '@kaizenml/ml/selection';
import { cell, getColumn, isMissing, type Table, takeRows } from '@kaizenml/ml/table';
import { sharedData } from '../../test/shared-data.ts';
import { readTable } from '../../test/shared-table.ts';
import { SEARCH_TABLES } from '../search/tables.ts';

/** Tables of the contest, small and large, numbers, categories, dates and both. */
export const CONTEST_TABLES = [
  'adult',
  'german',
  'churn',
  'titanic',
  'higgs',
  'elec2',
  'claims',
  'five',
  'digits',
  'red-wine-grade',
  'housing',
  'bike-hours',
  'white-wine',
  'pollution',
] as const;

/** A table cut for the contest: files for the systems, and the truth that none sees. */
export interface ContestTable {
  readonly name: string;
  readonly target: string;
  readonly task: Task;
  readonly metric: string;
  readonly train: string;
  readonly test: string;
  readonly classes: readonly string[];
  readonly truth: Target;
  readonly baseline: number;
}

const TEST_SHARE = 0.2;

/** Cuts a table and writes its two parts as CSV; the file of the test part has no target. Undefined where the data are not there. */
export async function cutTable(
  name: string,
  { seed, folder }: { readonly seed: number; readonly folder: string },
): Promise<ContestTable | undefined> {
  const known = SEARCH_TABLES.find((each) => each.name === name);
  if (known === undefined) throw new RangeError(`${name} is not among the tables`);
  const path = sharedData(known.file);
  if (path === undefined) return undefined;
  const whole = await readTable(path, known.names ? { names: known.names } : {});
  const label = getColumn(whole, known.target);
  const rows = Array.from({ length: whole.nRows }, (_, i) => i).filter((i) => !isMissing(label, i));
  const kept = takeRows(
    { ...whole, columns: whole.columns.filter((column) => !known.ignore?.includes(column.name)) },
    Int32Array.from(rows),
  );
  const column = getColumn(kept, known.target);
  const classes = known.task === 'regression' ? [] : classesOf(column);
  const y = encodeTarget(column, known.task, classes);
  const { train, test } = splitRows(
    y.kind === 'classification'
      ? { kind: 'stratified', classes: y.codes }
      : { kind: 'random', nRows: kept.nRows },
    { testShare: TEST_SHARE, random: seededRandom(seed) },
  );
  const truth = takeTargetRows(y, test);
  const { name: metric } = defaultMetric(known.task);
  const files = {
    train: join(folder, `${name}-train.csv`),
    test: join(folder, `${name}-test.csv`),
  };
  writeCsv(files.train, takeRows(kept, train));
  writeCsv(files.test, {
    ...takeRows(kept, test),
    columns: takeRows(kept, test).columns.filter((each) => each.name !== known.target),
  });
  return {
    name,
    target: known.target,
    task: known.task,
    metric,
    ...files,
    classes,
    truth,
    baseline: constantScore(metric, takeTargetRows(y, train), truth),
  };
}

function constantScore(metric: string, known: Target, truth: Target): number {
  if (known.kind === 'regression' || truth.kind === 'regression') {
    const values = known.kind === 'regression' ? known.values : new Float64Array();
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const n = truth.kind === 'regression' ? truth.values.length : 0;
    return getMetric(metric).compute(toOutcome(truth, new Float64Array(n).fill(mean)));
  }
  const shares = Array.from(
    { length: known.nClasses },
    (_, code) => known.codes.filter((each) => each === code).length / known.codes.length,
  );
  const answers = Float64Array.from(
    { length: truth.codes.length * known.nClasses },
    (_, at) => shares[at % known.nClasses] ?? 0,
  );
  return getMetric(metric).compute(toOutcome(truth, answers));
}

function writeCsv(path: string, table: Table): void {
  const quoted = (value: unknown): string => {
    const text = value === null ? '' : String(value);
    return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [table.columns.map(({ name }) => quoted(name)).join(',')];
  for (let i = 0; i < table.nRows; i++)
    lines.push(table.columns.map((column) => quoted(cell(column, i))).join(','));
  writeFileSync(path, `${lines.join('\n')}\n`);
}
