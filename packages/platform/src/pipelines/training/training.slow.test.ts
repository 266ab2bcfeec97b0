import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { asId, type RunId } from '@kaizenml/contracts';
import { OPERATIONS, type Operations, type OutputOf } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../app.ts';
import { readJournal } from '../../runs/index.ts';

type Progress = OutputOf<Operations['runs']['progress']>;

const LONG_MS = 120_000;

describe('training in a process of its own', () => {
  let folder: string;
  let app: App;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-training-'));
    app = await openApp({ home: join(folder, 'home') });
    const path = join(folder, 'rings.csv');
    await writeFile(path, rings());
    await app.handlers.datasets.add({ path });
  });

  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const hasEnded = ({ status }: Progress) => status !== 'running';
  const until = async (id: string, isSo: (progress: Progress) => boolean): Promise<Progress> => {
    for (const startedAt = Date.now(); Date.now() - startedAt < LONG_MS; await setTimeout(100)) {
      const progress = await app.handlers.runs.progress({ id, after: 0 });
      if (isSo(progress)) return progress;
      if (hasEnded(progress)) throw new Error(`It ended as ${progress.status}.`);
    }
    throw new Error('It took too long.');
  };
  const whole = ({ trials }: Progress) =>
    trials.filter(({ nFolds }) => nFolds === 5).map(({ name, score }) => ({ name, score }));

  it('is planned by the values of the target', async () => {
    const { plan } = app.handlers.runs;
    const planned = await plan({ dataset: 'rings', target: 'inside' });
    expect(OPERATIONS.runs.plan.output.parse(planned)).toEqual(planned);
    expect(planned).toMatchObject({ dataset: 'rings@1', task: 'binary', nRows: 300, nMissing: 0 });
    expect(planned.classes.map(({ name }) => name).sort()).toEqual(['no', 'yes']);
    expect(planned.metrics.map(({ name }) => name)).toContain(planned.metric?.name);
    expect(await plan({ dataset: 'rings', target: 'x' })).toMatchObject({ task: 'regression' });
    await expect(plan({ dataset: 'rings', target: 'insde' })).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
      message: 'Dataset "rings@1" has no column "insde".',
      hint: 'Did you mean "inside"?',
      details: { column: 'insde' },
    });
  });

  it('is planned by what it is told, and says setting by setting what is wrong', async () => {
    const { plan } = app.handlers.runs;
    const counts = await plan({ dataset: 'rings', target: 'noise', task: 'counts' });
    expect(counts).toMatchObject({ task: 'counts', metric: { name: 'poisson_deviance' } });
    const contradicting = await plan({
      ...{ dataset: 'rings', target: 'noise', task: 'ranking' },
      ...{ time: 'x', weights: 'y', metric: 'rmse' },
    });
    expect(contradicting.task).toBe('regression');
    expect(contradicting.problems.map(({ setting }) => setting)).toEqual([
      'group',
      'task',
      'weights',
    ]);
    const clusters = await plan({ dataset: 'rings', task: 'clusters', clusters: 3 });
    expect(OPERATIONS.runs.plan.output.parse(clusters)).toEqual(clusters);
    expect(clusters).toMatchObject({ target: null, metric: null, problems: [] });
    const forecast = await plan({ dataset: 'rings', target: 'inside', task: 'forecast' });
    expect(forecast.problems).toMatchObject([
      { setting: null, message: expect.stringContaining('must get a column of numbers') },
    ]);
    const ahead = { dataset: 'rings', target: 'x', task: 'forecast', horizon: 7 } as const;
    expect((await plan(ahead)).settings).toContainEqual({
      name: 'horizon',
      value: '7',
      says: '7 steps (as asked).',
      options: null,
    });
    await expect(plan({ dataset: 'rings', task: 'forecast' })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });

  it('is refused before it begins where fields are of another task', async () => {
    const { start } = app.handlers.runs;
    const request = { dataset: 'rings', seed: 1, ignore: [] };
    await expect(start({ ...request, task: 'clusters', share: 0.1 })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
    await expect(start({ ...request, target: 'x', task: 'ranking' })).rejects.toMatchObject({
      code: 'PROJECT_INVALID',
    });
    const series = { ...request, target: 'x', task: 'forecast', series: 'shop' } as const;
    await expect(start(series)).rejects.toMatchObject({ code: 'COLUMN_UNKNOWN' });
    const { items } = await app.handlers.runs.list({ limit: 50 });
    expect(items.filter(({ name }) => /clusters|→ x/.test(name))).toEqual([]);
  });

  it(
    'goes on after a kill with what was done, to a registered model',
    async () => {
      const request = { dataset: 'rings', target: 'inside', seed: 1, ignore: [] };
      const { id } = await app.handlers.runs.start({ ...request, trials: 6 });
      await until(id, ({ trials }) => trials.some(({ isBaseline }) => !isBaseline));
      const journal = await readJournal(app.home, asId<RunId>(id));
      process.kill(journal?.process.pid ?? 0, 'SIGKILL');
      const killed = await until(id, hasEnded);
      expect(killed).toMatchObject({ status: 'killed', canResume: true, canStop: false });

      const resumed = await app.handlers.runs.resume({ id });
      const ended = await until(resumed.id, hasEnded);
      expect(ended).toMatchObject({ status: 'finished', resumes: id, nPlanned: killed.nPlanned });
      expect(whole(ended)).toEqual(expect.arrayContaining(whole(killed)));
      const shown = await app.handlers.runs.show({ id: resumed.id });
      expect(shown.steps.filter(({ status }) => status === 'reused').length).toBeGreaterThan(1);
      expect(await app.handlers.models.show({ name: 'rings-inside' })).toMatchObject({
        version: 1,
      });
    },
    2 * LONG_MS,
  );

  it(
    'is stopped, and goes on with the time that was left',
    async () => {
      const request = { dataset: 'rings@1', target: 'inside', seed: 2, ignore: ['noise'] };
      const { id } = await app.handlers.runs.start({ ...request, budget: '5m' });
      await until(id, ({ nTrials }) => nTrials > 0);
      expect(await app.handlers.runs.stop({ id })).toEqual({ id, status: 'stopped' });
      const resumed = await app.handlers.runs.resume({ id });
      const { params, name } = await app.handlers.runs.show({ id: resumed.id });
      expect(name).toBe('rings@1 → inside');
      expect(params.budgetMs).toBeLessThan(300_000);
      expect(params.budgetMs).toBeGreaterThan(150_000);
      expect(await app.handlers.runs.stop({ id: resumed.id })).toMatchObject({ status: 'stopped' });
    },
    2 * LONG_MS,
  );

  it('tells why it failed, and leaves no empty file behind', async () => {
    const request = { dataset: 'rings', target: 'inside', seed: 1, ignore: [] };
    const { id } = await app.handlers.runs.start({ ...request, trials: 1, metric: 'rmse' });
    await until(id, hasEnded);
    const run = await app.handlers.runs.show({ id });
    expect(run.status).toBe('failed');
    expect(run.error).toContain('has no metric "rmse"');
    await expect
      .poll(() => readdir(join(app.home, 'runs')), { timeout: 10_000 })
      .not.toContain(`${id}.log`);
  }, 60_000);
});

/** Points of a plane; those near to the middle are inside. */
function rings(): string {
  const rows = Array.from({ length: 300 }, (_, i) => {
    const x = Math.sin(i * 1.7) * 2;
    const y = Math.cos(i * 2.3) * 2;
    const isInside = x * x + y * y < 3 === (i % 17 !== 3);
    return [x.toFixed(3), y.toFixed(3), (i * 37) % 101, isInside ? 'yes' : 'no'].join(',');
  });
  return ['x,y,noise,inside', ...rows, ''].join('\n');
}
