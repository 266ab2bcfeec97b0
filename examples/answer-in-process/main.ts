import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel } from '@kaizenml/ml';
import { openApp, runProject } from 'kaizenml';
import { penguinLines } from '../penguin-rows.ts';

const folder = await mkdtemp(join(tmpdir(), 'kaizen-example-'));
await writeFile(join(folder, 'penguins.jsonl'), await penguinLines());
const app = await openApp({ home: join(folder, 'home') });
const { champion } = await runProject(
  app,
  { data: 'penguins.jsonl', target: 'Body Mass (g)', search: { trials: 2 } },
  { folder },
);
await app.close();

const model = await loadModel((file) => readFile(join(champion.artifact, file)));
const row = {
  Species: 'Gentoo',
  Island: 'Biscoe',
  'Beak Length (mm)': 47.5,
  'Beak Depth (mm)': 15,
  'Flipper Length (mm)': 217,
  Sex: 'MALE',
};
const { prediction } = model.predictRow(row);
console.log(`a large male Gentoo weighs about ${Number(prediction).toFixed(0)} g`);

const { average, contributions } = model.explain(row);
console.log(`the average penguin weighs ${average.toFixed(0)} g; what makes this one different:`);
for (const { column, value, contribution } of contributions.slice(0, 3))
  console.log(`  ${column} = ${value}: ${contribution > 0 ? '+' : ''}${contribution.toFixed(0)} g`);

await rm(folder, { recursive: true });
