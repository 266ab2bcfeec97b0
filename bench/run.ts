/**
 * How good and how quick is `kaizen run` with no option but the target?
 *
 *   npx node --conditions=source bench/run.ts [name ...]
 *
 * Each data set runs in a fresh home; the wall time is that of the whole process. Budget: the default, 60 s.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sharedData } from '../test/shared-data.ts';

const RUNS = [
  ['adult', 'adult/adults.parquet', 'class', 'AUC .9094 random forest, .932 best AutoML (AMLB)'],
  [
    'california_housing',
    'california_housing/housing.csv',
    'median_house_value',
    'R² .80 – .82 forests elsewhere',
  ],
  ['titanic', 'titanic/kaggle_train.csv', 'Survived', 'accuracy .78 – .83 elsewhere'],
  ['wine_quality', 'wine_quality/wine-quality.csv', 'quality', 'RMSE .8222 published elastic net'],
  ['penguins', 'penguins/penguins.csv', 'species', 'accuracy > .97 elsewhere'],
  [
    'sagemaker_churn',
    'sagemaker_churn/training-dataset-with-header.csv',
    'Churn',
    'accuracy .95 boosted trees elsewhere',
  ],
] as const;

const BUDGET_MS = 60_000;
const bin = fileURLToPath(new URL('../packages/platform/bin/kaizen.js', import.meta.url));
const wanted = process.argv.slice(2);

console.log(
  `node ${process.versions.node}, ${availableParallelism()} cores, budget ${BUDGET_MS / 1000} s`,
);
for (const [name, file, target, reference] of RUNS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const path = sharedData(file);
  if (path === undefined) {
    console.log(`${name}: skipped, ${file} is not beside the project`);
    continue;
  }
  const home = mkdtempSync(join(tmpdir(), 'kaizen-bench-'));
  const startedAt = performance.now();
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', bin, 'run', path, '--target', target, '--json', '--home', home],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const ms = performance.now() - startedAt;
  rmSync(home, { recursive: true });
  if (status !== 0) {
    console.log(`${name}: exit ${status}\n${stderr}`);
    continue;
  }
  const result = JSON.parse(stdout);
  const metrics = Object.entries(
    result.metrics as Record<string, { value: number; low: number; high: number }>,
  )
    .slice(0, 6)
    .map(
      ([metric, { value, low, high }]) =>
        `${metric} ${value.toFixed(4)} [${low?.toFixed(4) ?? '–'}, ${high?.toFixed(4) ?? '–'}]`,
    );
  const tried = result.leaderboard.filter(
    ({ status: each }: { status: string }) => each === 'finished',
  ).length;
  console.log(
    [
      `${name}: ${(ms / 1000).toFixed(1)} s (${((100 * ms) / BUDGET_MS).toFixed(0)} % of the budget), champion ${result.leaderboard[0].name}, ${tried} of ${result.leaderboard.length} candidates`,
      `  ${metrics.join('  ')}`,
      `  reference: ${reference}`,
      `  steps: ${result.timings.map(({ step, ms: each }: { step: string; ms: number }) => `${step} ${(each / 1000).toFixed(1)}`).join(', ')} s`,
      ...result.findings
        .filter(({ severity }: { severity: string }) => severity !== 'info')
        .map(({ message }: { message: string }) => `  ! ${message}`),
    ].join('\n'),
  );
}
