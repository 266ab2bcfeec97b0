import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { type App, openApp, runProject } from 'kaizenml';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-text-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const ASKS = ['free entry to win', 'call now to claim your prize', 'urgent you have won cash'];
const TELLS = ['see you at home', 'are you coming to the party', 'sorry i am late again'];
const ENDS = ['today', 'tomorrow', 'tonight', 'this week', 'on monday', 'please', 'ok', 'soon'];

it('a table of messages without names of columns becomes a model that reads words, and says which', async () => {
  const random = seededRandom(1);
  const pick = (list: readonly string[]) => list[random.below(list.length)];
  const lines = Array.from({ length: 400 }, (_, i) => {
    const isSpam = i % 4 === 0;
    return `${isSpam ? 'spam' : 'ham'}\t${pick(isSpam ? ASKS : TELLS)} ${pick(ENDS)} ${pick(ENDS)} number ${i}`;
  });
  writeFileSync(join(folder, 'messages.tsv'), `${lines.join('\n')}\n`);
  const made = await runProject(
    app,
    { data: 'messages.tsv', target: 'column_1', search: { trials: 1 } },
    { folder },
  );
  expect(made.findings.map(({ code }) => code)).not.toContain('COLUMN_DROPPED');
  expect(made.metrics.roc_auc?.value).toBeGreaterThan(0.99);
  const name = made.champion.model.split('@')[0];
  const ask = (column_2: string | null) =>
    app.handlers.models.predict({ name, rows: [{ column_2 }] });
  expect((await ask('Win cash now, FREE prize!')).predictions[0].prediction).toBe('spam');
  expect((await ask('late again, see you')).predictions[0].prediction).toBe('ham');
  expect((await ask(null)).predictions).toHaveLength(1);
  const { contributions, average, answer } = await app.handlers.models.explain({
    name,
    row: { column_2: 'free prize at home' },
  });
  expect(average + contributions[0].contribution).toBeCloseTo(answer, 10);
  const effects = new Map(contributions[0].words?.map((one) => [one.word, one.contribution]));
  expect(effects.get('free')).toBeGreaterThan(0);
  expect(effects.get('home')).toBeLessThan(0);
});
