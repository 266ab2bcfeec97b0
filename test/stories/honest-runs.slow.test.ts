import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExplainFile } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { type App, openApp, runProject } from 'kaizenml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-honest-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, lines: readonly string[]) =>
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);

/** Labels that the columns tell only in part, so that a forest that remembers its rows is too sure of them. */
function noisyRows(n: number, seed: number): { a: number; b: number; label: string }[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => {
    const a = Number(random.normal().toFixed(3));
    const b = Number(random.normal().toFixed(3));
    const isInside = a * b > 0;
    return { a, b, label: isInside === random.next() > 0.2 ? 'yes' : 'no' };
  });
}

describe('a drift check', () => {
  it('finds no drift of the answers when fresh rows come from the same source', async () => {
    write('noisy.csv', [
      'a,b,label',
      ...noisyRows(800, 1).map(({ a, b, label }) => `${a},${b},${label}`),
    ]);
    const project = {
      name: 'noisy',
      data: 'noisy.csv',
      target: 'label',
      search: { trials: 5 },
      gate: { betterThanBaseline: false },
    };
    const { champion } = await runProject(app, project, { folder });
    expect(champion.title).toMatch(/forest|extra trees/i);
    const { reference } = JSON.parse(
      readFileSync(join(champion.artifact, 'explain.json'), 'utf8'),
    ) as ExplainFile;
    const nTestRows = 160;
    expect(reference.find(({ column }) => column === 'label')?.nRows).toBe(nTestRows);
    expect(reference.find(({ column }) => column === 'a')?.nRows).toBe(800 - nTestRows);
    const rows = noisyRows(1000, 2).map(({ a, b }) => ({ a, b }));
    await app.handlers.models.predict({ name: 'noisy', rows });
    const report = await app.handlers.monitors.check({
      endpoint: 'noisy',
      last: 10_000,
    });
    const judged = report.findings.map(({ column }) => column);
    expect(judged).toEqual(expect.arrayContaining(['a', 'b', 'label']));
    expect(report.status).toBe('ok');
  });
});

describe('a metric that the test part does not define', () => {
  it('refuses the model with a reason instead of failing', async () => {
    const lines = Array.from(
      { length: 300 },
      (_, i) => `${i},${(i * 7) % 13},${i < 200 && (i * 7) % 13 > 6 ? 'yes' : 'no'}`,
    );
    write('late.csv', ['day,x,y', ...lines]);
    const result = await runProject(
      app,
      {
        data: 'late.csv',
        target: 'y',
        split: { kind: 'time', column: 'day' },
        search: { trials: 1, folds: 2 },
      },
      { folder },
    );
    expect(result.gate).toMatchObject({
      passed: false,
      reasons: ['ROC AUC could not be measured on the test part: it is not defined there.'],
    });
    expect(result.champion.version).toBeNull();
    expect(result.findings).toContainEqual(
      expect.objectContaining({
        code: 'SPLIT_BY_TIME',
        details: { column: 'day', nTrainRows: 240, nTestRows: 60 },
      }),
    );
  });
});

describe('a project that names a metric', () => {
  it.each([
    ['of another task', { metric: 'rmse' }, 'metric'],
    ['that does not exist, as a gate', { gate: { min: { roc_acu: 0.8 } } }, 'gate.min.roc_acu'],
  ])('%s is refused before anything is trained', async (_what, changes, path) => {
    write('plain.csv', [
      'x,y',
      ...Array.from({ length: 60 }, (_, i) => `${(i * 7) % 11},${i % 2 ? 'a' : 'b'}`),
    ]);
    await expect(
      runProject(app, { data: 'plain.csv', target: 'y', ...changes }, { folder }),
    ).rejects.toMatchObject({
      code: 'PROJECT_INVALID',
      message: expect.stringContaining(`${path}: a binary task has no metric`),
      details: { task: 'binary', problems: [expect.objectContaining({ path })] },
    });
  });
});
