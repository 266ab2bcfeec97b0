import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { asId, type ModelName } from '@kaizenml/contracts';
import { openSampleApp } from '../packages/platform/src/testing/sample-app.ts';

/** How long does a function wait for its first answer? Needs the built files: `npm run build`. */

const { values } = parseArgs({
  options: { starts: { type: 'string', default: '11' } },
});
const entry = fileURLToPath(new URL('../build/kaizenml/dist/serverless/index.js', import.meta.url));
if (!existsSync(entry)) throw new Error('build/kaizenml is missing: run `npm run build` first');

const app = await openSampleApp();
const [version] = await app.store.models.versions(asId<ModelName>('churn'));
if (version === undefined) throw new Error('the sample has no version');
const artifact = await app.artifacts.pathOf(version.artifact);
const folder = await mkdtemp(join(tmpdir(), 'kaizen-serverless-'));
const script = join(folder, 'start.mjs');
/** Times are since the process began, so that the start of Node itself is in them. */
await writeFile(
  script,
  `const { createHandler } = await import(${JSON.stringify(pathToFileURL(entry).href)});
  const loadedMs = performance.now();
  const handler = createHandler({ artifact: ${JSON.stringify(artifact)} });
  const event = { rows: [{ months: 3, plan: 'basic', calls: 4 }] };
  const { predictions } = await handler(event);
  const firstMs = performance.now();
  await handler(event);
  console.log(JSON.stringify({ loadedMs, firstMs, nextMs: performance.now() - firstMs, n: predictions.length }));`,
);
const bare = join(folder, 'bare.mjs');
await writeFile(
  bare,
  'console.log(JSON.stringify({ loadedMs: 0, firstMs: performance.now(), nextMs: 0, n: 1 }));',
);

interface Start {
  readonly loadedMs: number;
  readonly firstMs: number;
  readonly nextMs: number;
  readonly n: number;
}

const run = (path: string): Start => {
  const said = execFileSync(process.execPath, [path], { encoding: 'utf8' });
  return JSON.parse(said) as Start;
};
const median = (times: readonly number[]): string => {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(1);
};
const starts = Array.from({ length: Number(values.starts) }, () => ({
  bare: run(bare),
  ours: run(script),
}));
const of = (pick: (start: Start) => number) => median(starts.map(({ ours }) => pick(ours)));
console.log(`median of ${starts.length} cold starts, milliseconds since the process began`);
console.log(`bare Node     ${median(starts.map(({ bare: { firstMs } }) => firstMs))}`);
console.log(`loaded        ${of(({ loadedMs }) => loadedMs)}`);
console.log(`first answer  ${of(({ firstMs }) => firstMs)} (bar: 300)`);
console.log(`next answer   ${of(({ nextMs }) => nextMs)} after the first`);

await app.dispose();
await rm(folder, { recursive: true });
