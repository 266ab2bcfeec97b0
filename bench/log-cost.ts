/**
 * What do the log, the door and doubts cost a request?
 *
 *   npx node --conditions=source bench/log-cost.ts [requests] [rounds] [names]
 *
 * One server in this process and 32 connections from another one, which send single rows. Endpoints of the same model differ in one setting
 * and take turns, so that what else the machine does falls on all alike. Endpoints of a model of tensors are asked tensors: of 6 and
 * of 96 numbers, whose values are logged, and of 6000, whose hash is. Figures are processor time of the server per request, all
 * threads: median over rounds, and the median of the differences to the endpoint of the same round and body that logs and checks
 * nothing. Default 4000 requests, 9 rounds, all endpoints; names are like `bare,log-hashed`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { fitNovelty } from '@kaizenml/ml/doubt';
import { seededRandom } from '@kaizenml/ml/math';
import { startServer } from '../packages/platform/src/server/index.ts';
import { openSampleApp } from '../packages/platform/src/testing/sample-app.ts';
import { registerSampleModel } from '../packages/platform/src/testing/sample-model.ts';

const nRequests = Number(process.argv[2] ?? 4000);
const nRounds = Number(process.argv[3] ?? 9);
const chosen = process.argv[4]?.split(',');
const LEAST = 1e-9;

const IGNORED = { category: 'ignore', range: 'ignore' };
const ENDPOINTS: Readonly<Record<string, object>> = {
  bare: { log: { sample: LEAST }, door: IGNORED },
  door: { log: { sample: LEAST } },
  log: { door: IGNORED },
  'log-hashed': { door: IGNORED, log: { redact: { plan: 'hash' } } },
  'log-tenth': { door: IGNORED, log: { sample: 0.1 } },
  doubts: { log: { sample: LEAST }, door: IGNORED, doubt: { flags: true, interval: 0.9 } },
};

/** Numbers of the tensors that a model of tensors is asked. */
const TENSORS = [6, 96, 6000] as const;

interface Asked {
  /** Endpoint. */
  readonly name: string;
  readonly path: string;
  readonly body: string;
  /** What it is compared with. */
  readonly bare: string;
}

function asked(name: string): Asked {
  const [, kind = '', size = ''] = /^(tensors(?:-bare)?)-(\d+)$/.exec(name) ?? [];
  if (kind === '') {
    const rows = [{ months: 3, plan: 'basic', calls: 20 }];
    const path = `/api/v1/models/${name}/predict`;
    return { name, path, body: JSON.stringify({ rows }), bare: 'bare' };
  }
  const chance = seededRandom(1);
  const data = Array.from({ length: Number(size) }, () => Math.fround(chance.next()));
  const image = { name: 'image', datatype: 'FP32', shape: [data.length / 6, 2, 3], data };
  const path = `/v2/models/${kind}/infer`;
  return { name, path, body: JSON.stringify({ inputs: [image] }), bare: `tensors-bare-${size}` };
}

const SENDER = `
const http = require('node:http');
const [url, count, body] = process.argv.slice(1);
const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
const headers = { 'content-type': 'application/json', 'content-length': body.length };
let left = Number(count);
const send = () => {
  if (left-- <= 0) return;
  http.request(url, { method: 'POST', agent, headers }, (response) => {
    if (response.statusCode !== 200) process.exit(1);
    response.resume().on('end', send);
  }).end(body);
};
for (let i = 0; i < 32; i++) send();
`;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const app = await openSampleApp();
const doubt = (rows: Parameters<typeof fitNovelty>[0]) => {
  const novelty = fitNovelty(rows, seededRandom(1));
  const classSets = { nRows: 500, thresholds: [{ level: 0.9, least: 0.2 }] };
  return { classSets, ...(novelty && { novelty }) };
};
for (const [name, settings] of Object.entries(ENDPOINTS)) {
  await registerSampleModel(app, { name, doubt });
  await app.handlers.endpoints.configure({ name, settings: EndpointSettings.parse(settings) });
}
const server = await startServer(app, { port: 0 });
const path = fileURLToPath(new URL('../test/reference/onnx/models/cubes.onnx', import.meta.url));
for (const [name, log] of Object.entries({ 'tensors-bare': { sample: LEAST }, tensors: {} })) {
  await app.handlers.models.import({ path, name });
  await app.handlers.endpoints.configure({ name, settings: EndpointSettings.parse({ log }) });
}
async function cpuMicros({ path, body }: Asked): Promise<number> {
  const url = new URL(path, server.url);
  const before = process.cpuUsage();
  const child = spawn(process.execPath, ['-e', SENDER, url.href, String(nRequests), body], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / nRequests;
}

const all = [
  ...Object.keys(ENDPOINTS),
  ...TENSORS.flatMap((size) => [`tensors-bare-${size}`, `tensors-${size}`]),
]
  .filter((name) => chosen?.includes(name) ?? true)
  .map(asked);
for (const each of all) await cpuMicros(each);
const rounds: Record<string, number>[] = [];
for (let round = 0; round < nRounds; round++) {
  const taken: Record<string, number> = {};
  const order = round % 2 === 0 ? all : all.toReversed();
  for (const each of order) taken[each.name] = await cpuMicros(each);
  rounds.push(taken);
}
for (const { name, bare } of all) {
  const micros = median(rounds.map((taken) => taken[name] ?? Number.NaN));
  const more = median(rounds.map((taken) => (taken[name] ?? 0) - (taken[bare] ?? 0)));
  const share = median(rounds.map((taken) => (taken[name] ?? 0) / (taken[bare] ?? 1) - 1));
  console.log(
    `${name.padEnd(18)} ${micros.toFixed(1).padStart(7)} µs  ${more >= 0 ? '+' : ''}${more.toFixed(1)} µs  ${(100 * share).toFixed(1)} %`,
  );
}
// The threads of ONNX Runtime keep no process alive that waits for their end.
const alive = setInterval(() => app.home, 1000);
await server.close();
await app.dispose();
clearInterval(alive);
