import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { type App, openApp, runProject } from 'kaizenml';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-wide-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

it('of a table of 600 columns, three of which say something, the delivered model reads few, and asks for no others', async () => {
  const random = seededRandom(4);
  const lines = Array.from({ length: 500 }, () => {
    const cells = Array.from({ length: 600 }, () => random.next());
    const [a, b, c] = [cells[3], cells[200], cells[599]];
    return [...cells.map((cell) => cell.toFixed(4)), a + b - c > 0.5 ? 'yes' : 'no'].join(',');
  });
  const header = [...Array.from({ length: 600 }, (_, j) => `x${j}`), 'y'].join(',');
  writeFileSync(join(folder, 'wide.csv'), `${[header, ...lines].join('\n')}\n`);
  const made = await runProject(
    app,
    { data: 'wide.csv', target: 'y', search: { trials: 2 } },
    { folder },
  );
  expect(made.metrics.roc_auc?.value).toBeGreaterThan(0.85);
  const name = made.champion.model.split('@')[0];
  const { signature } = await app.handlers.models.show({ name });
  const names = signature.inputs.map((input) => input.name);
  expect(names.length).toBeLessThan(600);
  expect(names).toEqual(expect.arrayContaining(['x3', 'x200', 'x599']));
  const row = (x: number) =>
    Object.fromEntries(names.map((each) => [each, each === 'x599' ? 1 - x : x]));
  const { predictions } = await app.handlers.models.predict({ name, rows: [row(0.9), row(0.1)] });
  expect(predictions.map(({ prediction }) => prediction)).toEqual(['yes', 'no']);
  const { contributions } = await app.handlers.models.explain({ name, row: row(0.9) });
  expect(contributions.map(({ column }) => column)).toEqual(expect.arrayContaining(['x3', 'x200']));
});
