import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import {
  EndpointSettings,
  inputChecker,
  OPERATIONS,
} from '../packages/contracts/src/operations/index.ts';
import { seededRandom } from '../packages/ml/src/math/index.ts';
import { openApp } from '../packages/platform/src/app.ts';
import { registerSampleModel, sampleRow } from '../packages/platform/src/testing/sample-model.ts';

/**
 * What does a remembered answer cost, beside one of a forest of 500 trees and one of another server? Single rows through the
 * gateway with its log, sixteen at a time; processor time of the one thread, which other programs disturb less than the
 * clock. Each case in turn, the median of the rounds with the least and the most.
 *
 * node --conditions=source bench/answer-cache.ts [--requests 2000] [--rounds 7]
 */

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '7' },
  },
});
const AT_ONCE = 16;
const KNOWN = { cache: { seconds: 86_400, rows: 100_000, megabytes: 256 } };
const folder = await mkdtemp(join(tmpdir(), 'kaizen-cache-'));
const app = await openApp({ home: join(folder, 'home'), proof: 'in-process' });
await registerSampleModel(app, { nTrees: 500 });
const signature = join(folder, 'signature.json');
const kinds = { months: 'number', plan: 'category', calls: 'number' };
const inputs = Object.entries(kinds).map(([name, kind]) => ({ name, kind }));
await writeFile(signature, JSON.stringify({ inputs, output: { name: 'y', task: 'regression' } }));
const remote = new Worker(
  `const http = require('node:http');
   const server = http.createServer(async (request, response) => {
     const { instances } = JSON.parse((await request.toArray()).join(''));
     response.end(JSON.stringify({ predictions: instances.map(() => 1) }));
   });
   server.listen(0, '127.0.0.1', () => require('node:worker_threads').parentPort.postMessage(server.address().port));`,
  { eval: true },
);
const [port] = (await once(remote, 'message')) as [number];
const checked = inputChecker(OPERATIONS.models['register-proxy'])({
  ...{ name: 'elsewhere', url: `http://127.0.0.1:${port}/v1/models/m`, protocol: 'v1', signature },
});
if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
await app.handlers.models['register-proxy'](checked.input);

const random = seededRandom(65);
const rows = Array.from({ length: Number(values.requests) }, (_, i) => ({
  ...sampleRow(() => random.next()),
  calls: i / 7,
}));

/** Processor time of this thread per request, microseconds. */
async function costOf(name: string): Promise<number> {
  const before = process.threadCpuUsage();
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await Promise.all(
      rows.slice(at, at + AT_ONCE).map((row) => app.gateway.answer({ name, rows: [row] })),
    );
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / rows.length;
}

const costs = new Map<string, number[]>();
for (let round = -1; round < Number(values.rounds); round++)
  for (const name of ['churn', 'elsewhere'])
    for (const how of ['off', 'misses', 'hits']) {
      const settings = EndpointSettings.parse(how === 'off' ? {} : KNOWN);
      await app.handlers.endpoints.configure({ name, settings });
      const cost = await costOf(name);
      if (round < 0) continue;
      const title = `${name === 'churn' ? '500 trees' : 'another server'}, ${how}`;
      costs.set(title, [...(costs.get(title) ?? []), cost]);
    }
const shown = [...costs].map(([title, all]) => {
  const sorted = all.toSorted((a, b) => a - b);
  const [least, median, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  return {
    case: title,
    'µs per request': median?.toFixed(1),
    least: least?.toFixed(1),
    most: most?.toFixed(1),
  };
});
console.table(shown);
console.log(Object.fromEntries(app.memory.figures()));
await remote.terminate();
await app.close();
await rm(folder, { recursive: true });
