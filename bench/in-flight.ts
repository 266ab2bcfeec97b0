import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openApp } from '../packages/platform/src/app.ts';
import { registerSampleModel } from '../packages/platform/src/testing/sample-model.ts';
import { load, type Target } from './http-load.ts';

/** From how many requests in flight on does the server answer no more of them per second, but each of them later? */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '1,4,16,64,128,256,512' },
  },
});

const BIN = fileURLToPath(new URL('../packages/platform/bin/kaizen.js', import.meta.url));
const home = await mkdtemp(join(tmpdir(), 'kaizen-bench-'));
const app = await openApp({ home });
await registerSampleModel(app);
await app.close();

const server = spawn(
  process.execPath,
  ['--conditions=source', BIN, 'serve', '--port', '0', '--home', home, '--max-in-flight', '4096'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const [url] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
const target: Target = {
  port: Number(new URL(url.trim()).port),
  path: '/api/v1/models/churn/predict',
  body: JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 4 }] }),
};
const forMs = Number(values.seconds) * 1000;
await load(target, { connections: 16, forMs });

console.log('in flight  requests/s    p50 ms    p99 ms');
for (const connections of values.connections.split(',').map(Number)) {
  const startedAt = performance.now();
  const times = (await load(target, { connections, forMs })).sort((a, b) => a - b);
  const seconds = (performance.now() - startedAt) / 1000;
  const at = (q: number) => (times[Math.floor(q * times.length)] ?? Number.NaN).toFixed(2);
  console.log(
    [
      String(connections).padStart(9),
      (times.length / seconds).toFixed(0).padStart(11),
      at(0.5).padStart(9),
      at(0.99).padStart(9),
    ].join(' '),
  );
}
server.kill('SIGTERM');
await once(server, 'close');
await rm(home, { recursive: true });
