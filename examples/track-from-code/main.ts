import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp, startServer } from 'kaizenml';
import { track } from 'kaizenml/track';

const home = await mkdtemp(join(tmpdir(), 'kaizen-example-'));
const app = await openApp({ home });
const server = await startServer(app, { port: 0 });

const run = track('parabola', { url: server.url, params: { rate: 0.25 } });
for (let x = 8; Math.abs(x) > 0.01; x -= 0.25 * 2 * x) run.metric('loss', x ** 2);
const { kept } = await run.end();

const { items } = await app.handlers.runs.search({ filter: 'metrics.loss < 1', limit: 5 });
for (const { experiment, params, metrics, status } of items)
  console.log(
    `${experiment}: ${status}, ${kept}; rate ${params.rate} brought the loss to ${metrics.loss}`,
  );
const { points } = await app.handlers.runs.sample({ id: run.id, key: 'loss', points: 100 });
console.log(`steps: ${points.map(({ value }) => value).join(' ')}`);

await server.close();
await app.close();
await rm(home, { recursive: true });
