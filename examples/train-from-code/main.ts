import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp, runProject } from 'kaizenml';
import { penguinLines } from '../penguin-rows.ts';

const folder = await mkdtemp(join(tmpdir(), 'kaizen-example-'));
await writeFile(join(folder, 'penguins.jsonl'), await penguinLines());

const app = await openApp({ home: join(folder, 'home') });
const result = await runProject(
  app,
  { data: 'penguins.jsonl', target: 'Species', search: { trials: 4 } },
  { folder },
);

console.log(
  `${result.champion.model} version ${result.champion.version}: ${result.champion.estimator}`,
);
console.log(`accuracy on unseen rows: ${result.metrics.accuracy?.value.toFixed(3)}`);
for (const { rank, name, score } of result.leaderboard.slice(0, 3))
  console.log(`  ${rank}. ${name}: log loss ${score?.toFixed(4)}`);
for (const { message } of result.findings) console.log(`  noticed: ${message}`);

await app.close();
await rm(folder, { recursive: true });
