/**
 * Does a learning curve know what more rows will give? Each table's score with all rows is foretold from at most 30 % of them,
 * as `kaizen run --quick` would, and then measured on the same held-out rows.
 *
 * npx node --conditions=source bench/quick.ts [table …]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseProject } from '@kaizenml/contracts/project';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { takeTargetRows } from '@kaizenml/ml/search';
import { takeRows } from '@kaizenml/ml/table';
import { openApp } from 'kaizenml';
import { searchCandidates } from '../packages/platform/src/automl/index.ts';
import { systemClock } from '../packages/platform/src/kit/index.ts';
import {
  growingFolds,
  pointsOf,
} from '../packages/platform/src/pipelines/honesty/growing-folds.ts';
import { rowsOutlook } from '../packages/platform/src/pipelines/honesty/rows-outlook.ts';
import { thinFolds, thinRows } from '../packages/platform/src/pipelines/honesty/thin-rows.ts';
import { findSource, inRun } from '../packages/platform/src/pipelines/in-run.ts';
import { poseProblem } from '../packages/platform/src/pipelines/pose-problem.ts';
import { modelingTable } from '../packages/platform/src/pipelines/steps/modeling-table.ts';
import { candidateSource } from '../packages/platform/src/pipelines/steps/search/candidate-source.ts';
import { silentProgress } from '../packages/platform/src/progress.ts';
import { sharedData } from '../test/shared-data.ts';

const TABLES: Readonly<Record<string, readonly [file: string, target: string]>> = {
  titanic: ['titanic/seaborn_titanic.csv', 'survived'],
  german: ['german_credit/german.csv', 'column_21'],
  wine: ['wine_quality/wine-quality.csv', 'quality'],
  churn: ['sagemaker_churn/training-dataset-with-header.csv', 'Churn'],
  housing: ['california_housing/housing.csv', 'median_house_value'],
  bike: ['bike_sharing/hour.csv', 'cnt'],
  adult: ['adult/adults.parquet', 'class'],
  elec: ['elec2/elec.csv', 'class'],
  digits: ['sklearn_toy/digits.csv', 'target'],
  cancer: ['sklearn_toy/breast_cancer.clean.csv', 'target'],
};

/** Shares of the training rows that are known; the last is what is to be foretold. */
const KNOWN = [0.3 / 16, 0.3 / 8, 0.3 / 4, 0.3 / 2, 0.3] as const;
const FEWEST_LEARNED = 24;
const MOST_ROWS = 5000;
const N_FOLDS = 5;

async function measure(name: string): Promise<string> {
  const [file, target] = TABLES[name] ?? ['', ''];
  const path = sharedData(file);
  if (path === undefined) return `${name}: ${file} is not beside the project`;
  const home = mkdtempSync(join(tmpdir(), 'kaizen-bench-'));
  const app = await openApp({ home });
  const project = parseProject({ data: path, target }, 'bench');
  const request = {
    project,
    target,
    folder: '/',
    budgetMs: undefined,
    progress: silentProgress,
    signal: new AbortController().signal,
  };
  try {
    const source = await findSource(app, request);
    return await inRun(app, request, {
      source,
      work: async (run) => {
        const posed = await poseProblem(app, request, run);
        const validated = await posed.validated.load();
        const { train, folds: all } = await posed.split.load();
        const whole = modelingTable(await posed.table.load(), validated);
        const known = takeTargetRows(whole.target, train);
        const kept = thinRows(known, {
          most: MOST_ROWS,
          leastPerClass: 25,
          random: seededRandom(1),
        });
        const data = {
          features: takeRows(
            whole.features,
            kept.map((i) => train[i] ?? 0),
          ),
          target: takeTargetRows(known, kept),
          folds: thinFolds(all, kept).slice(0, N_FOLDS),
          metric: posed.metric,
        };
        const nLearned = data.folds[0]?.train.length ?? 0;
        const shares = [...KNOWN.filter((share) => share * nLearned >= FEWEST_LEARNED), 1];
        const folds = growingFolds(data.folds, data.target, { shares, random: seededRandom(1) });
        const { trials } = await searchCandidates(
          { ...data, folds },
          candidateSource(validated, { ...data, folds }, { seed: 1, trials: 3, nWorkers: 2 }),
          {
            ...request,
            nWorkers: 2,
            deadlineAt: undefined,
            clock: systemClock,
            seed: 1,
            recall: async () => undefined,
            remember: async () => undefined,
          },
        );
        const sizes = shares.map((share) => Math.round(share * nLearned));
        const curves = trials
          .filter(
            ({ candidate, scores }) => !candidate.isBaseline && scores.length === folds.length,
          )
          .flatMap(({ scores }) => [
            pointsOf(
              data.folds.map((_, fold) => scores.filter((_, i) => folds[i]?.fold === fold)),
              sizes,
            ) ?? [],
          ]);
        const metric = getMetric(posed.metric);
        const sign = metric.better === 'higher' ? 1 : -1;
        const real = curves
          .map((curve) => curve.at(-1)?.value ?? Number.NaN)
          .reduce((best, value) => (sign * value > sign * best ? value : best));
        const outlook = rowsOutlook(
          curves.map((curve) => curve.slice(0, -1)),
          { metric: metric.name, nAllRows: nLearned },
        );
        const now = outlook.points.at(-1)?.value ?? Number.NaN;
        const told = outlook.atAllRows ?? { value: Number.NaN, low: null, high: null };
        const isInside = real >= (told.low ?? Infinity) && real <= (told.high ?? -Infinity);
        const show = (value: number | null) => (value === null ? '–' : value.toPrecision(4));
        return [
          name,
          metric.name,
          `${sizes.at(-2)} → ${nLearned} rows`,
          `at 30 %: ${show(now)}`,
          `foretold: ${show(told.value)} [${show(told.low)} – ${show(told.high)}]`,
          `real: ${show(real)}`,
          `off by ${((100 * Math.abs(told.value - real)) / Math.abs(real)).toFixed(1)} %`,
          `of the gain ${((100 * (told.value - now)) / (real - now)).toFixed(0)} %`,
          isInside ? 'inside' : 'OUTSIDE',
        ].join('  ');
      },
    });
  } finally {
    await app.close();
    rmSync(home, { recursive: true });
  }
}

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(TABLES)) console.log(await measure(name));
