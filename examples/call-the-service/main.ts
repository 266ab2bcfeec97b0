import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@kaizenml/contracts/client';
import { openApp, runProject, startServer } from 'kaizenml';
import { penguinLines } from '../penguin-rows.ts';

const folder = await mkdtemp(join(tmpdir(), 'kaizen-example-'));
const lines = await penguinLines();
await writeFile(join(folder, 'penguins.jsonl'), lines);
const app = await openApp({ home: join(folder, 'home') });
await runProject(
  app,
  { name: 'penguins', data: 'penguins.jsonl', target: 'Species', search: { trials: 2 } },
  { folder },
);
const server = await startServer(app, { host: '127.0.0.1', port: 0 });

const kaizen = createClient({ url: server.url, fetch });
const { signature } = await kaizen.models.show({ name: 'penguins' });
const rows = lines
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Record<string, unknown>)
  .map((penguin) =>
    Object.fromEntries(signature.inputs.map(({ name }) => [name, penguin[name] ?? null])),
  );

const { predictions } = await kaizen.models.predict({ name: 'penguins', rows: rows.slice(0, 3) });
for (const { prediction, probabilities = {} } of predictions)
  console.log(`${prediction} with probability ${probabilities[prediction]?.toFixed(3)}`);

const heavier = rows.map((row) => ({
  ...row,
  'Body Mass (g)': Number(row['Body Mass (g)']) * 1.3,
}));
await kaizen.models.predict({ name: 'penguins', rows: heavier });
const drift = await kaizen.monitors.check({ endpoint: 'penguins' });
console.log(`after ${drift.nCurrent} rows: ${drift.status}`);
for (const { column, measure, effect, why, verdict } of drift.findings)
  if (verdict === 'drift') console.log(`  ${column}: ${measure} ${effect?.toFixed(2)}, ${why}`);

await server.close();
await app.close();
await rm(folder, { recursive: true });
