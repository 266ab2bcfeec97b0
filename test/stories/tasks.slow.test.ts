import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { type App, openApp, runProject } from 'kaizenml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../shared-data.ts';

let folder: string;
let app: App;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-tasks-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const hours = sharedData('bike_sharing/hour.csv');
const ranks = sharedData('lightgbm_examples/rank.train');
const UNUSED = new Set(['instant', 'casual', 'registered']);

/** Hours of bicycle rentals, drawn without the columns that add up to the target. */
function writeBikes(name: string, nRows: number): void {
  const [head = '', ...lines] = readFileSync(hours ?? '', 'utf8')
    .trim()
    .split('\n');
  const kept = head.split(',').flatMap((column, j) => (UNUSED.has(column.trim()) ? [] : [j]));
  const pick = (line: string) => {
    const cells = line.trim().split(',');
    return kept.map((j) => cells[j]).join(',');
  };
  const drawn = [...shuffledIndices(lines.length, seededRandom(1)).slice(0, nRows)].sort(
    (a, b) => a - b,
  );
  const rows = drawn.map((i) => pick(lines[i] ?? ''));
  writeFileSync(join(folder, name), `${[pick(head), ...rows].join('\n')}\n`);
}

const run = (project: Parameters<typeof runProject>[1]) => runProject(app, project, { folder });

describe.skipIf(!hours)('rentals of bicycles', () => {
  const search = { trials: 2, folds: 2 };

  it('are counts by themselves, with a deviance that plain regression does not reach', async () => {
    writeBikes('bikes.csv', 1000);
    const counts = await run({ data: 'bikes.csv', target: 'cnt', search });
    expect(counts.why.task).toContain(
      'is a counts target: its name says so, and its whole numbers from 1 to ',
    );
    expect(counts.primaryMetric).toBe('poisson_deviance');
    expect(counts.leaderboard.map(({ estimator }) => estimator)).toContain('generalized-linear');
    const plain = await run({
      name: 'bike-means',
      data: 'bikes.csv',
      target: 'cnt',
      task: 'regression',
      search,
    });
    expect(plain.primaryMetric).toBe('rmse');
    const deviance = counts.metrics.poisson_deviance?.value ?? Number.NaN;
    expect(deviance).toBeLessThan(40);
    // Of plain regression it is not even defined where an answer is not above 0.
    expect(deviance).toBeLessThan(
      plain.metrics.poisson_deviance?.value ?? Number.POSITIVE_INFINITY,
    );
    const { predictions } = await app.handlers.models.predict({
      name: counts.champion.model,
      rows: [{ hr: 4, season: 1, temp: 0.02 }].map((row) => ({ ...typicalHour, ...row })),
    });
    expect(predictions[0]?.prediction).toBeGreaterThan(0);
  }, 120_000);

  it('have quantiles that rise and hold what they promise', async () => {
    writeBikes('bikes.csv', 1000);
    const result = await run({
      name: 'bike-quantiles',
      data: 'bikes.csv',
      target: 'cnt',
      quantiles: [0.1, 0.5, 0.9],
      search,
    });
    expect(result.primaryMetric).toBe('pinball_loss');
    const coverage = result.findings.find(({ code }) => code === 'QUANTILES_COVERAGE');
    expect(coverage?.details).toMatchObject({ between: { promised: 0.8 } });
    const share = Number(/^([\d.]+) %/.exec(coverage?.message ?? '')?.[1]);
    expect(Math.abs(share - 80)).toBeLessThan(12);
    const { predictions } = await app.handlers.models.predict({
      name: 'bike-quantiles',
      rows: [typicalHour],
    });
    const { prediction, quantiles = {} } = predictions[0] ?? { prediction: 0 };
    expect(Object.keys(quantiles)).toEqual(['0.1', '0.5', '0.9']);
    expect(prediction).toBe(quantiles['0.5']);
    const rising = Object.values(quantiles);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
  }, 120_000);

  it('are split by time by themselves where a time is declared', async () => {
    writeBikes('bikes.csv', 500);
    const result = await run({
      name: 'bike-time',
      data: 'bikes.csv',
      target: 'cnt',
      time: 'dteday',
      search: { trials: 1, folds: 2 },
    });
    const split = result.findings.find(({ code }) => code === 'SPLIT_BY_TIME');
    expect(split?.details).toMatchObject({ column: 'dteday' });
    expect(result.findings.map(({ code }) => code)).not.toContain('SPLIT_TIME_OVERLAP');
  }, 120_000);
});

const typicalHour = {
  dteday: '2012-06-01',
  season: 2,
  yr: 1,
  mnth: 6,
  hr: 17,
  holiday: 0,
  weekday: 5,
  workingday: 1,
  weathersit: 1,
  temp: 0.6,
  atemp: 0.6,
  hum: 0.5,
  windspeed: 0.2,
};

describe.skipIf(!ranks)('hits of queries', () => {
  it('are ranked within their query, better than at random by far', async () => {
    const sizes = readFileSync(`${ranks}.query`, 'utf8')
      .trim()
      .split('\n')
      .map(Number)
      .slice(0, 90);
    const lines = readFileSync(ranks ?? '', 'utf8').split('\n');
    const kept = Array.from({ length: 60 }, (_, j) => j + 1);
    const starts = sizes.map((_, q) => sizes.slice(0, q).reduce((sum, size) => sum + size, 0));
    const cells = (line: string): string[] => {
      const [grade = '', ...given] = line.trim().split(' ');
      const valueAt = new Map(given.map((cell) => cell.split(':') as [string, string]));
      return [grade, ...kept.map((j) => valueAt.get(String(j)) ?? '0')];
    };
    const rows = sizes.flatMap((size, q) =>
      lines
        .slice(starts[q], (starts[q] ?? 0) + size)
        .map((line) => [...cells(line), `q${q}`].join(',')),
    );
    const head = ['grade', ...kept.map((j) => `f${j}`), 'query'].join(',');
    writeFileSync(join(folder, 'hits.csv'), `${[head, ...rows].join('\n')}\n`);
    const result = await run({
      data: 'hits.csv',
      target: 'grade',
      task: 'ranking',
      group: 'query',
      search: { trials: 2, folds: 2 },
    });
    expect(result.primaryMetric).toBe('ndcg@10');
    const [own, chance] = [result.metrics, result.baselines[0]?.metrics].map(
      (metrics) => metrics?.['ndcg@10']?.value ?? Number.NaN,
    );
    expect(own).toBeGreaterThan((chance ?? Number.NaN) + 0.05);
    expect(result.leaderboard.map(({ params }) => params.objective)).toContain('lambdarank');
    const groups = result.findings.find(({ code }) => code === 'SPLIT_BY_GROUP');
    expect(groups?.details).toMatchObject({ column: 'query', nTrainGroups: 72, nTestGroups: 18 });
  }, 120_000);
});

describe('weights', () => {
  it('of 0 hide rows that say the contrary, in fits and in metrics', async () => {
    const random = seededRandom(3);
    const lines = Array.from({ length: 400 }, (_, i) => {
      const x = random.normal();
      const isHidden = i % 3 === 0;
      return `${x.toFixed(4)},${x > 0 === !isHidden ? 'yes' : 'no'},${isHidden ? 0 : 1 + (i % 2)}`;
    });
    writeFileSync(join(folder, 'weighted.csv'), `x,y,w\n${lines.join('\n')}\n`);
    const result = await run({
      data: 'weighted.csv',
      target: 'y',
      weights: 'w',
      search: { trials: 3, folds: 2 },
    });
    expect(result.metrics.roc_auc?.value).toBeGreaterThan(0.99);
    expect(result.leaderboard.map(({ estimator }) => estimator)).not.toContain(
      'k-nearest-neighbors',
    );
    expect(result.findings.filter(({ code }) => code === 'ROWS_WEIGHTED')).toHaveLength(2);
    const { signature } = JSON.parse(
      readFileSync(join(result.champion.artifact, 'manifest.json'), 'utf8'),
    ) as { signature: { inputs: { name: string }[] } };
    expect(signature.inputs.map(({ name }) => name)).toEqual(['x']);
  }, 120_000);
});
