/**
 * What does a correction of a model gain where the world has changed, beside training anew, and how long does each take? A model of the
 * rows before the change, then so many newer rows, and the loss on the 1000 after those: of the model as it was, of one that is trained on
 * all rows, of one that is trained on the newer rows alone, and of the model with a correction. Loss is the mean absolute error, of
 * classes the log loss.
 *
 * npx node --conditions=source bench/fine-tuning.ts
 */
import { resolveParams } from '@kaizenml/contracts';
import { answerTable, type FittedModel, inferInputs, soleModel } from '@kaizenml/ml/artifact';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { fitRows, getEstimator, type Target } from '@kaizenml/ml/models';
import { learnRows } from '@kaizenml/ml/preprocess';
import { classesOf, encodeTarget, takeTargetRows, toOutcome } from '@kaizenml/ml/search';
import { cell, getColumn, selectColumns, type Table, takeRows } from '@kaizenml/ml/table';
import { fitCorrection, linkOf, tuneModel } from '@kaizenml/ml/tuning';
import { readTable } from '../packages/platform/src/datasets/index.ts';
import { sharedData } from '../test/shared-data.ts';

/** Rows before and after a change, each in their order. */
interface World {
  readonly title: string;
  readonly file: string;
  readonly target: string;
  readonly leftOut?: readonly string[];
  /** Whether a row is from before the change. */
  readonly isBefore: (table: Table, row: number) => boolean;
  readonly isAfter: (table: Table, row: number) => boolean;
  readonly isShuffled?: boolean;
}

const text = (table: Table, column: string, row: number) =>
  String(cell(getColumn(table, column), row));
const between = (from: number, to: number) => (_: Table, row: number) => row >= from && row < to;

const WORLDS: readonly World[] = [
  {
    title: 'bikes: 2011, then from March 2012',
    ...{ file: 'bike_sharing/hour.csv', target: 'cnt' },
    leftOut: ['instant', 'dteday', 'yr', 'casual', 'registered'],
    isBefore: (table, row) => text(table, 'yr', row) === '0',
    isAfter: (table, row) => text(table, 'yr', row) !== '0' && Number(text(table, 'mnth', row)) > 2,
  },
  {
    title: 'electricity: 10000 half hours, then those a year later',
    ...{ file: 'elec2/elec.csv', target: 'class' },
    ...{ isBefore: between(0, 10_000), isAfter: between(27_500, 45_312) },
  },
  {
    title: 'SEA: first concept, then the third (simulated)',
    ...{ file: 'drift_streams/sea_stream.csv', target: 'class' },
    ...{ isBefore: between(0, 9_000), isAfter: between(20_000, 30_000) },
  },
  {
    title: 'adult: in private companies, then elsewhere',
    ...{ file: 'adult/adults.parquet', target: 'class', isShuffled: true },
    leftOut: ['workclass', 'fnlwgt'],
    isBefore: (table, row) => text(table, 'workclass', row) === 'Private',
    isAfter: (table, row) => text(table, 'workclass', row) !== 'Private',
  },
  {
    title: 'housing: inland, then at the coast',
    ...{ file: 'california_housing/housing.csv', target: 'median_house_value', isShuffled: true },
    leftOut: ['ocean_proximity'],
    isBefore: (table, row) => text(table, 'ocean_proximity', row) === 'INLAND',
    isAfter: (table, row) => text(table, 'ocean_proximity', row) !== 'INLAND',
  },
  {
    title: 'electricity: 10000 half hours in turn, no change (control)',
    ...{ file: 'elec2/elec.csv', target: 'class', isShuffled: true },
    ...{ isBefore: between(0, 10_000), isAfter: between(10_000, 14_000) },
  },
];
const NEWER = [100, 300, 1000, 3000];
const N_JUDGED = 1000;

for (const world of WORLDS) await measure(world);

async function measure(world: World): Promise<void> {
  const path = sharedData(world.file);
  if (path === undefined)
    return console.log(`${world.title}: ${world.file} is not beside the project`);
  const { table } = await readTable(path);
  const rows = Int32Array.from({ length: table.nRows }, (_, i) => i);
  const isControl = world.title.includes('control');
  const order = isControl ? shuffledIndices(14_000, seededRandom(1)) : rows;
  const before = isControl
    ? order.slice(0, 10_000)
    : rows.filter((row) => world.isBefore(table, row));
  const found = isControl ? order.slice(10_000) : rows.filter((row) => world.isAfter(table, row));
  const after = world.isShuffled
    ? shuffledIndices(found.length, seededRandom(2)).map((i) => found[i] ?? 0)
    : found;
  const column = getColumn(table, world.target);
  const isNumber = column.kind === 'number' && new Set(column.values).size > 2;
  const classes = isNumber ? [] : classesOf(column);
  const y = encodeTarget(column, isNumber ? 'regression' : 'binary', classes);
  const names = table.columns
    .map(({ name }) => name)
    .filter((name) => name !== world.target && !world.leftOut?.includes(name));
  const features = selectColumns(table, names);
  const fit = (part: Int32Array): FittedModel =>
    fitModel(takeRows(features, part), takeTargetRows(y, part), classes);
  const base = fit(before);
  console.log(`\n${world.title}: ${before.length} rows before`);
  console.log(
    'newer rows   as it was       all rows      newer alone     fine-tuned    rounds  s: all  tuned',
  );
  for (const n of NEWER) {
    if (after.length < n + 200) continue;
    const newer = after.slice(0, n);
    const judged = after.slice(n, n + N_JUDGED);
    const loss = (model: FittedModel): number => {
      const outcome = toOutcome(
        takeTargetRows(y, judged),
        answerTable(model, takeRows(features, judged)),
      );
      return getMetric(isNumber ? 'mae' : 'log_loss').compute(outcome);
    };
    const known = loss(base);
    const timed = <Made>(make: () => Made): [Made, number] => {
      const from = performance.now();
      return [make(), (performance.now() - from) / 1000];
    };
    const [anew, anewSec] = timed(() => fit(Int32Array.from([...before, ...newer])));
    const [alone] = timed(() => fit(newer));
    const [[tuned, nRounds], tunedSec] = timed(() =>
      tune(base, takeRows(features, newer), takeTargetRows(y, newer)),
    );
    const said = (model: FittedModel) => {
      const value = loss(model);
      const gain = (100 * (known - value)) / known;
      return `${value.toPrecision(4).padStart(7)} ${`${gain.toFixed(0)} %`.padStart(6)}`;
    };
    console.log(
      `${String(n).padStart(10)}   ${known.toPrecision(4).padStart(9)}  ${said(anew)}  ${said(alone)}  ${said(tuned)}  ${String(nRounds).padStart(6)}  ${anewSec.toFixed(2).padStart(6)} ${tunedSec.toFixed(2).padStart(6)}`,
    );
  }
}

function fitModel(features: Table, y: Target, classes: readonly string[]): FittedModel {
  const { graph, x } = learnRows('native', features);
  const estimator = getEstimator('boosted-trees');
  const params = resolveParams(estimator.name, estimator.params, {});
  const state = fitRows(estimator, x, y, params, { random: seededRandom(1) });
  const output =
    y.kind === 'regression'
      ? { name: 'y', task: 'regression' as const }
      : { name: 'y', task: 'binary' as const, classes };
  return soleModel({ inputs: inferInputs(features), output }, graph, {
    name: estimator.name,
    params,
    state,
  });
}

function tune(base: FittedModel, features: Table, target: Target): [FittedModel, number] {
  const found = linkOf(base.signature);
  if ('reason' in found) throw new TypeError(found.reason);
  const correction = fitCorrection(
    { features, target, base: answerTable(base, features) },
    { link: found.link, seed: 1 },
  );
  return [tuneModel(base, correction, base.signature), correction.nRounds];
}
