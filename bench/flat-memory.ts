import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openApp } from '../packages/platform/src/app.ts';
import { registerSampleModel } from '../packages/platform/src/testing/sample-model.ts';
import { load } from './http-load.ts';
import { startKaizen } from './load/start-kaizen.ts';

/** Does a server take more and more memory while it answers? Linux. */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    connections: { type: 'string', default: '16' },
    'every-seconds': { type: 'string', default: '10' },
    'skip-seconds': { type: 'string', default: '60' },
  },
});
const EVERY_MS = Number(values['every-seconds']) * 1000;
const SKIP_MS = Number(values['skip-seconds']) * 1000;
const forMs = Number(values.minutes) * 60_000;

const home = await mkdtemp(join(tmpdir(), 'kaizen-memory-'));
const app = await openApp({ home });
await registerSampleModel(app);
await app.close();
const server = await startKaizen(home);
const target = {
  port: server.port,
  path: '/api/v1/models/churn/predict',
  body: JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 4 }] }),
};
const loading = load(target, { connections: Number(values.connections), forMs });
const seen: { readonly atMs: number; readonly megabytes: number }[] = [];
const startedAt = performance.now();
console.log('seconds  resident MB');
for (let atMs = 0; atMs < forMs; atMs = performance.now() - startedAt) {
  const megabytes = await residentMegabytes();
  seen.push({ atMs, megabytes });
  console.log(`${(atMs / 1000).toFixed(0).padStart(7)}  ${megabytes.toFixed(1).padStart(11)}`);
  await sleep(Math.min(EVERY_MS, Math.max(0, forMs - atMs)));
}
const answered = (await loading).length;
const steady = seen.filter(({ atMs }) => atMs >= Math.min(SKIP_MS, forMs / 3));
console.log(
  `${answered} requests answered; after the first ${(Math.min(SKIP_MS, forMs / 3) / 1000).toFixed(0)} s ${slopePerMinute(steady).toFixed(2)} MB per minute, ${((slopePerMinute(steady) * (forMs / 60_000) * 2 ** 20) / answered).toFixed(1)} bytes per request`,
);
await server.end('SIGTERM');
await rm(home, { recursive: true });

async function residentMegabytes(): Promise<number> {
  const statm = await readFile(`/proc/${server.child.pid}/statm`, 'utf8');
  return (Number(statm.split(' ')[1]) * 4096) / 2 ** 20;
}

/** Least squares. */
function slopePerMinute(points: typeof seen): number {
  const mean = (of: (point: (typeof seen)[number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(({ atMs }) => atMs), mean(({ megabytes }) => megabytes)];
  const above = mean(({ atMs, megabytes }) => (atMs - x) * (megabytes - y));
  const below = mean(({ atMs }) => (atMs - x) ** 2);
  return (above / below) * 60_000;
}
