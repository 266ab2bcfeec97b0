/**
 * What do the log, the door and doubts cost a request?
 *
 *   npx node --conditions=source bench/log-cost.ts [requests] [rounds]
 *
 * One server in this process and 32 connections from another one, which send single rows. Endpoints of the same model differ in one setting
 * and take turns, so that what else the machine does falls on all alike. Figures are processor time of the server per request, all
 * threads: median over rounds, and the median of the differences to the first endpoint of the same round. Default 4000 requests, 9 rounds.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { fitNovelty } from '@kaizenml/ml/doubt';
import { seededRandom } from '@kaizenml/ml/math';
import { startServer } from '../packages/platform/src/server/index.ts';
import { openSampleApp } from '../packages/platform/src/testing/sample-app.ts';
import { registerSampleModel } from '../packages/platform/src/testing/sample-model.ts';

const nRequests = Number(process.argv[2] ?? 4000);
const nRounds = Number(process.argv[3] ?? 9);
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

const SENDER = `
const http = require('node:http');
const [url, count] = process.argv.slice(1);
const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
const body = JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 20 }] });
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

async function cpuMicros(name: string): Promise<number> {
  const url = new URL(`/api/v1/models/${name}/predict`, server.url);
  const before = process.cpuUsage();
  const child = spawn(process.execPath, ['-e', SENDER, url.href, String(nRequests)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / nRequests;
}

const names = Object.keys(ENDPOINTS);
for (const name of names) await cpuMicros(name);
const rounds: Record<string, number>[] = [];
for (let round = 0; round < nRounds; round++) {
  const taken: Record<string, number> = {};
  const order = round % 2 === 0 ? names : names.toReversed();
  for (const name of order) taken[name] = await cpuMicros(name);
  rounds.push(taken);
}
for (const name of names) {
  const micros = median(rounds.map((taken) => taken[name] ?? Number.NaN));
  const more = median(
    rounds.map(({ bare = 0, ...rest }) => (({ bare, ...rest })[name] ?? Number.NaN) - bare),
  );
  const share = median(rounds.map((taken) => (taken[name] ?? 0) / (taken.bare ?? 1) - 1));
  console.log(
    `${name.padEnd(12)} ${micros.toFixed(1).padStart(7)} µs  ${more >= 0 ? '+' : ''}${more.toFixed(1)} µs  ${(100 * share).toFixed(1)} %`,
  );
}
await server.close();
await app.dispose();
