import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openApp } from '../packages/platform/src/app.ts';
import { registerSampleModel } from '../packages/platform/src/testing/sample-model.ts';
import { load } from './http-load.ts';
import { startKaizen } from './load/start-kaizen.ts';

/** After a kill -9 under load, in which time is a server ready again, its champions opened and tried? */

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '8' },
    models: { type: 'string', default: '10' },
    'load-ms': { type: 'string', default: '1500' },
  },
});

const home = await mkdtemp(join(tmpdir(), 'kaizen-restart-'));
const app = await openApp({ home });
for (let i = 0; i < Number(values.models); i++)
  await registerSampleModel(app, { name: i === 0 ? 'churn' : `churn-${i}`, seed: i });
await app.close();

const target = {
  path: '/api/v1/models/churn/predict',
  body: JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 4 }] }),
};
const times: number[] = [];
let server = await startKaizen(home);
for (let kill = 0; kill < Number(values.kills); kill++) {
  const { port } = server;
  const asking = load({ ...target, port }, { connections: 16, forMs: 60_000 }).catch(() => []);
  await sleep(Number(values['load-ms']));
  await server.end('SIGKILL');
  await asking;
  server = await startKaizen(home);
  times.push(server.readyMs);
}
await server.end('SIGTERM');
await rm(home, { recursive: true });
const sorted = times.toSorted((a, b) => a - b);
const said = sorted.map((ms) => ms.toFixed(0)).join(', ');
console.log(`ready after a kill -9 under load, ${values.models} models, milliseconds: ${said}`);
console.log(`median ${sorted[Math.floor(sorted.length / 2)]?.toFixed(0)} ms (bar: 2000 ms)`);
