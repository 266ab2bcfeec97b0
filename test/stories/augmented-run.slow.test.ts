import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { type App, openApp, runProject } from 'kaizenml';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-augmented-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

it('a run on an augmented table says so, and does not learn from the mark', async () => {
  const random = seededRandom(1);
  const rows = Array.from({ length: 300 }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return `${a},${b},${a + random.normal() > 1 ? 'yes' : 'no'}`;
  });
  const path = join(folder, 'ponds.csv');
  writeFileSync(path, `a,b,frogs\n${rows.join('\n')}\n`);
  const { add, augment, restore } = app.handlers.datasets;
  await add({ path });
  await augment({ name: 'ponds', target: 'frogs', method: 'smote', mark: 'made', seed: 1 });
  await restore({ name: 'ponds-augmented', out: join(folder, 'more.parquet') });
  const project = (data: string) => ({
    data,
    target: 'frogs',
    search: { trials: 2 },
    gate: { betterThanBaseline: false },
  });
  const onMore = await runProject(app, project('more.parquet'), { folder });
  expect(onMore.findings.filter(({ code }) => code === 'ROWS_AUGMENTED')).toMatchObject([
    { severity: 'warning', details: { from: 'ponds@1', method: 'smote', mark: 'made' } },
  ]);
  const run = await app.handlers.runs.show({ id: onMore.run });
  expect(JSON.stringify(run.findings)).toContain('ROWS_AUGMENTED');
  const manifest = readFileSync(join(onMore.champion.artifact, 'manifest.json'), 'utf8');
  const inputs: { name: string }[] = JSON.parse(manifest).signature.inputs;
  expect(inputs.map(({ name }) => name).toSorted()).toEqual(['a', 'b']);
  const onSource = await runProject(app, project('ponds.csv'), { folder });
  expect(onSource.findings.map(({ code }) => code)).not.toContain('ROWS_AUGMENTED');
});
