import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { unpackBaseline } from '@kaizenml/ml/windows';
import { type App, openApp, runProject } from 'kaizenml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { predictFile } from '../../packages/platform/src/models/predict-file.ts';
import { sharedData } from '../shared-data.ts';

let folder: string;
let app: App;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-table-tasks-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function write(name: string, lines: readonly string[]): Promise<string> {
  await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  return name;
}

const month = (t: number) => new Date(Date.UTC(2018, t)).toISOString().slice(0, 7);
/** Sales with a trend and a season of a year. */
const sales = (t: number, s = 0) =>
  (100 + 2 * t + 30 * Math.sin((2 * Math.PI * t) / 12) + ((t * 7919 + s * 31) % 13)).toFixed(2);

describe('a forecast', () => {
  it('is made, registered, asked from the command line and over the operation', async () => {
    const rows = ['north', 'south'].flatMap((store, s) =>
      Array.from({ length: 60 }, (_, t) => `${month(t)},${store},${sales(t, s)}`),
    );
    const data = await write('sales.csv', ['month,store,sales', ...rows.toReversed()]);
    const project = {
      name: 'sales',
      data,
      task: 'forecast',
      target: 'sales',
      time: 'month',
      forecast: { series: 'store', horizon: 6 },
    } as const;
    const { forecast, champion, gate, metrics, report } = await runProject(app, project, {
      folder,
    });
    expect(gate).toMatchObject({ passed: true, reasons: [] });
    expect(forecast).toMatchObject({ frequency: 'month', season: 12, horizon: 6, nSeries: 2 });
    expect(metrics.owa?.value).toBeLessThan(0.9);
    expect(forecast.methods.map(({ name }) => name)).toContain('seasonal-naive');
    const html = await readFile(report, 'utf8');
    expect(html).toContain('Methods in the backtest');
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(3);
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);

    const openHere = async () => app;
    const told = await predictFile(
      { openApp: openHere },
      { model: 'sales', path: undefined, out: undefined },
    );
    expect(told.answers.columns.map(({ name }) => name)).toEqual([
      'store',
      'month',
      'prediction',
      'low_95',
      'high_95',
    ]);
    expect(told.answers.nRows).toBe(12);
    const newer = await write('newer.csv', [
      'month,store,sales',
      `${month(60)},north,${sales(60)}`,
    ]);
    const after = await predictFile(
      { openApp: openHere },
      { model: 'sales', path: join(folder, newer), out: undefined, horizon: 2 },
    );
    expect(after.answers.nRows).toBe(2);
    const { forecasts } = await app.handlers.models.forecast({
      name: 'sales',
      series: ['south'],
      horizon: 1,
    });
    expect(forecasts).toMatchObject([{ series: 'south', time: '2023-01-01' }]);
    expect(forecasts[0]?.prediction).toBeGreaterThan(150);
    const shown = await app.handlers.models.show({ name: 'sales' });
    expect(shown.signature.inputs.map(({ name }) => name)).toEqual(['month', 'store', 'sales']);
    await expect(
      app.handlers.models.predict({ name: 'sales', rows: [{ store: 'north' }] }),
    ).rejects.toMatchObject({ code: 'MODEL_FORECASTS' });

    const again = await runProject(app, project, { folder });
    expect(again.timings.every(({ status }) => status === 'reused')).toBe(true);
    expect(again.champion).toEqual(champion);
  });

  it.skipIf(sharedData('timeseries/airline-passengers.csv') === undefined)(
    'of airline passengers is far better than the last season again',
    async () => {
      const data = sharedData('timeseries/airline-passengers.csv') ?? '';
      const { metrics, forecast } = await runProject(app, {
        data,
        task: 'forecast',
        target: 'Passengers',
      });
      expect(forecast.season).toBe(12);
      expect(metrics.owa?.value).toBeLessThan(0.6);
    },
  );
});

describe('clusters', () => {
  it.skipIf(sharedData('penguins/penguins.csv') === undefined)(
    'of penguins are found, described, and answered for new rows',
    async () => {
      const data = sharedData('penguins/penguins.csv') ?? '';
      const project = {
        name: 'birds',
        data,
        task: 'clusters' as const,
        ignore: ['species', 'sex', 'island'],
      };
      const { clusters, champion, metrics } = await runProject(app, project);
      expect(clusters.count).toBeGreaterThanOrEqual(2);
      expect(metrics.stability?.value).toBeGreaterThan(0.8);
      expect(clusters.profiles[0]?.description.length).toBeGreaterThan(10);
      const rows = [
        { bill_length_mm: 39, bill_depth_mm: 18.7, flipper_length_mm: 181, body_mass_g: 3750 },
      ];
      const answer = await app.handlers.models.predict({ name: 'birds', rows });
      expect(answer.predictions[0]).toMatchObject({
        prediction: expect.stringMatching(/^cluster \d$/),
        beside: { distance: expect.any(Number) },
      });
      const explained = await app.handlers.models.explain({ name: 'birds', row: rows[0] ?? {} });
      expect(explained.contributions.length).toBeGreaterThan(1);
      expect(champion.artifact).not.toBeNull();
    },
  );

  it('that are none are a result with its evidence, and no model', async () => {
    const noise = Array.from(
      { length: 300 },
      (_, i) =>
        `${(Math.sin(i * 12.9898) * 43758.5453) % 1},${(Math.sin(i * 78.233) * 24634.6345) % 1}`,
    );
    const data = await write('noise.csv', ['a,b', ...noise]);
    const { clusters, champion, gate, findings } = await runProject(
      app,
      { data, task: 'clusters' },
      { folder },
    );
    expect(clusters).toMatchObject({
      count: 1,
      reason: expect.stringMatching(/^No clusters found/),
    });
    expect(champion).toMatchObject({ version: null, artifact: null });
    expect(gate.passed).toBe(false);
    expect(findings.map(({ code }) => code)).toContain('CLUSTERS_NONE');
  });
});

describe('anomalies', () => {
  it('are found with reasons, and answered for new rows', async () => {
    const rows = Array.from(
      { length: 400 },
      (_, i) => `${50 + (i % 17)},${i % 3 === 0 ? 'shop' : 'web'}`,
    );
    rows[123] = '5000,shop';
    const data = await write('payments.csv', ['amount,channel', ...rows]);
    const project = {
      name: 'payments',
      data,
      task: 'anomalies',
      anomalies: { share: 0.01 },
    } as const;
    const { anomalies, champion } = await runProject(app, project, { folder });
    const { columns } = unpackBaseline(
      await readFile(join(champion.artifact ?? '', 'baseline.bin')),
    );
    expect(columns.map(({ role, window }) => [role, window.nRows])).toEqual([
      ['input', 400],
      ['input', 400],
      ['prediction', 400],
    ]);
    expect(anomalies.strongest[0]).toMatchObject({ row: 124, values: { amount: 5000 } });
    expect(anomalies.strongest[0]?.reasons[0]?.column).toBe('amount');
    const { predictions } = await app.handlers.models.predict({
      name: 'payments',
      rows: [
        { amount: 9000, channel: 'web' },
        { amount: 55, channel: 'web' },
      ],
    });
    expect(predictions[0]).toMatchObject({
      beside: { is_anomaly: true, reasons: expect.stringContaining('amount 9000') },
    });
    expect(predictions[1]).toMatchObject({ beside: { is_anomaly: false, reasons: null } });
  });
});

/** What runs of all three tasks are asked to bear: a result, or a sentence. */
const BAD: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['one row', ['day,y', '2026-01-01,3']],
  ['three rows', ['day,y', '2026-01-01,3', '2026-01-02,4', '2026-01-03,5']],
  [
    'all equal',
    [
      'day,y',
      ...Array.from(
        { length: 40 },
        (_, t) => `${new Date(t * 864e5).toISOString().slice(0, 10)},7`,
      ),
    ],
  ],
  [
    'shorter than the season',
    ['day,y', ...Array.from({ length: 9 }, (_, t) => `${month(t)},${t}`)],
  ],
  [
    'text only',
    [
      'day,y',
      ...Array.from(
        { length: 30 },
        (_, t) => `free text number ${t} of many words,another text ${t * 7} that says little`,
      ),
    ],
  ],
  [
    'irregular times',
    [
      'day,y',
      ...[1, 2, 5, 11, 23, 24, 29, 31].map((d) => `2026-01-${String(d).padStart(2, '0')},${d}`),
    ],
  ],
  ['one time', ['day,y', ...Array.from({ length: 20 }, (_, t) => `2026-01-01,${t}`)]],
  ['no value', ['day,y', ...Array.from({ length: 20 }, (_, t) => `${month(t)},`)]],
  [
    'infinite values',
    ['day,y', ...Array.from({ length: 40 }, (_, t) => `${month(t)},${t === 9 ? 'inf' : t}`)],
  ],
  [
    'negative and zero',
    ['day,y', ...Array.from({ length: 40 }, (_, t) => `${month(t)},${(t % 5) - 2}`)],
  ],
];

describe.each(BAD)('%s', (name, lines) => {
  it.each(['forecast', 'clusters', 'anomalies'] as const)('is borne by %s', async (task) => {
    const data = await write(`${name.replaceAll(' ', '-')}.csv`, lines);
    const project = { data, task, ...(task === 'forecast' && { target: 'y', time: 'day' }) };
    try {
      const result = await runProject(app, project as never, { folder });
      expect(result).toMatchObject({ task, gate: { reasons: expect.any(Array) } });
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(AppError);
      const { code, message, hint } = thrown as AppError;
      expect(code).not.toBe('INTERNAL');
      expect(`${message} ${hint}`).toMatch(/^[A-Z"].*got .*\. [A-Z].*\.$/s);
    }
  });
});

it('refuses trials, what is said of another task, and a forecast without a target', async () => {
  const data = await write('tiny.csv', ['a,b', '1,2', '3,4']);
  const run = (project: object) => runProject(app, { data, ...project } as never, { folder });
  await expect(run({ task: 'clusters', search: { trials: 3 } })).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
    message: 'The task `clusters` has no candidates to count, got 3 trials.',
  });
  await expect(run({ task: 'clusters', target: 'a' })).rejects.toMatchObject({
    message: 'The task `clusters` has no target, got "a".',
  });
  await expect(run({ target: 'a', clusters: { count: 3 } })).rejects.toMatchObject({
    message: 'What is said of `clusters` is for the task `clusters`, got no task.',
  });
  await expect(run({ task: 'forecast' })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
  await expect(run({ task: 'forecast', target: 'c' })).rejects.toMatchObject({
    code: 'COLUMN_UNKNOWN',
  });
});
