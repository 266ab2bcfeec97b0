/**
 * Does tracking stay quick among many runs?
 *
 *   npx node --conditions=source bench/tracking-scale.ts [--runs 100000] [--metrics 200] [--keys 12000] [--points 1000000] [--home PATH]
 *
 * A server in a process of its own is asked one question after the other over HTTP, in MLflow's protocol and in ours. Printed are
 * the median and the longest of 11 answers, from sending the question to the last byte, the processor time of the server for each,
 * and the length of the answer; then the size of the home, and the memory of the server. With `--home` the runs are kept there, and
 * found there the next time.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openHome } from '../packages/platform/src/kit/index.ts';
import { tempHome } from '../packages/platform/src/testing/index.ts';
import { startKaizen } from './load/start-kaizen.ts';
import { cpuOf } from './serving/cpu-of.ts';
import { fillHome, LONG_RUN, SPIKE, spikesOf, WIDE_RUN } from './tracking-scale/fill-home.ts';

const N_ANSWERS = 11;
const NEWEST = { experiment_ids: ['0'], max_results: 100 };

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    metrics: { type: 'string', default: '200' },
    keys: { type: 'string', default: '12000' },
    points: { type: 'string', default: '1000000' },
    home: { type: 'string' },
  },
});
const scale = {
  nRuns: Number(values.runs),
  nMetrics: Number(values.metrics),
  nKeys: Number(values.keys),
  nPoints: Number(values.points),
};

await using temp = await tempHome();
const home = values.home === undefined ? temp.home : await openHome(values.home);
if (!existsSync(home.databasePath)) {
  const startMs = performance.now();
  await fillHome(home, scale);
  print('time to fill', (performance.now() - startMs) / 1000, 's');
}
print('size of the database', statSync(home.databasePath).size / 2 ** 20, 'MiB');

const server = await startKaizen(home.path);
const mlflow = `${server.url}/api/2.0/mlflow`;
try {
  printMemory('at the start');
  await askRuns();
  await askOneRun();
  await askOurs();
  printMemory('at the end');
} finally {
  await server.end('SIGTERM');
}

async function askRuns(): Promise<void> {
  const { next_page_token } = JSON.parse(await search(NEWEST)) as { next_page_token: string };
  const best = { ...NEWEST, order_by: ['metrics.`metric-3` DESC'] };
  const secondPage = { ...best, page_token: JSON.parse(await search(best)).next_page_token };

  await measure('the newest 100 runs', () => search(NEWEST));
  await measure('the 100 runs after these', () =>
    search({ ...NEWEST, page_token: next_page_token }),
  );
  await measure('the newest 1000 runs', () => search({ ...NEWEST, max_results: 1000 }));
  await measure('the best 100 by a metric', () => search(best));
  await measure('the 100 after these', () => search(secondPage));
  for (const [what, filter] of [
    ['a metric that half of them have', 'metrics.`metric-7` > 0.5'],
    ['a metric that one of 1000 has', 'metrics.`metric-7` > 0.999'],
    ['two metrics', 'metrics.`metric-7` > 0.9 AND metrics.`metric-9` < 0.1'],
    ['a param', "params.`param-1` = 'value 3'"],
    ['a tag that one of 1000 has', "tags.`tag-1` = 'tag 33'"],
    ['a name', "attributes.run_name = 'run 42'"],
    ['nothing at all', "params.`param-1` = 'nobody'"],
  ] as const) {
    await measure(`100 runs with ${what}`, () => search({ ...NEWEST, filter }));
    await measure(`100 runs with ${what}, best first`, () => search({ ...best, filter }));
  }
  await measure('100 runs by name, then by a metric', () =>
    search({ ...NEWEST, order_by: ['attributes.run_name ASC', 'metrics.`metric-3` DESC'] }),
  );
  await measure('100 runs by a param', () =>
    search({ ...NEWEST, order_by: ['params.`param-1` ASC'] }),
  );
}

async function askOneRun(): Promise<void> {
  const aRun = await findRun();
  await measure('one run', () => get(`${mlflow}/runs/get?run_id=${aRun}`));
  await measure(`one run of ${scale.nKeys} metrics`, () =>
    get(`${mlflow}/runs/get?run_id=${WIDE_RUN}`),
  );
  const sample = (most: number, steps = '') =>
    get(
      `${mlflow}/metrics/get-history-bulk-interval?run_ids=${LONG_RUN}&metric_key=loss&max_results=${most}${steps}`,
    );
  await measure(`2500 of ${scale.nPoints} points`, () => sample(2500));
  await measure(`320 of ${scale.nPoints} points`, () => sample(320));
  const middle = Math.floor(scale.nPoints / 2);
  await measure('2500 of a tenth of them', () =>
    sample(2500, `&start_step=${middle}&end_step=${middle + Math.floor(scale.nPoints / 10)}`),
  );
  await measure('a page of 1000 points', () =>
    get(`${mlflow}/metrics/get-history?run_id=${LONG_RUN}&metric_key=loss&max_results=1000`),
  );
  for (const most of [320, 2500]) assertFaithful(await sample(most));
}

async function askOurs(): Promise<void> {
  const aRun = await findRun();
  const ours = `${server.url}/api/v1/runs`;
  const best = { order: 'metrics.`metric-3` DESC', limit: 100 };
  await measure('ours: the newest 100 runs', () => get(`${ours}?limit=100`));
  await measure('ours: the best 100 by a metric', () => post(`${ours}/search`, best));
  await measure('ours: the best 100 of half of them', () =>
    post(`${ours}/search`, { ...best, filter: 'metrics.`metric-7` > 0.5' }),
  );
  await measure('ours: one run', () => get(`${ours}/${aRun}`));
  await measure(`ours: one run of ${scale.nKeys} metrics`, () => get(`${ours}/${WIDE_RUN}`));
  await measure(`ours: 1000 of ${scale.nPoints} points`, () =>
    get(`${ours}/${LONG_RUN}/metrics/loss/sample?points=1000`),
  );
}

/** The id of the newest run. */
async function findRun(): Promise<string> {
  const [{ info }] = JSON.parse(await search({ ...NEWEST, max_results: 1 })).runs;
  return info.run_id;
}

async function get(url: string): Promise<string> {
  return textOf(await fetch(url));
}

async function search(body: object): Promise<string> {
  return post(`${mlflow}/runs/search`, body);
}

async function post(url: string, body: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  return textOf(await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function textOf(answer: Response): Promise<string> {
  const text = await answer.text();
  if (answer.ok) return text;
  throw new Error(`${answer.url} answered ${answer.status}: ${text}`);
}

async function measure(what: string, ask: () => Promise<string>): Promise<void> {
  const times: number[] = [];
  let length = 0;
  let cpuBeforeUs = 0;
  for (let i = 0; i <= N_ANSWERS; i++) {
    const startMs = performance.now();
    length = (await ask()).length;
    if (i > 0) times.push(performance.now() - startMs);
    else cpuBeforeUs = cpuOf(server.child.pid ?? 0);
  }
  const cpuMs = (cpuOf(server.child.pid ?? 0) - cpuBeforeUs) / 1000 / N_ANSWERS;
  times.sort((a, b) => a - b);
  const median = times[N_ANSWERS >> 1] as number;
  print(
    what,
    median,
    `ms, longest ${times.at(-1)?.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of processors, ${(length / 1024).toFixed(0)} KiB`,
  );
}

/** A sample has every spike, and the first and the last point. */
function assertFaithful(answer: string): void {
  const { metrics } = JSON.parse(answer) as { metrics: { value: number; step: number }[] };
  const steps = metrics.filter(({ value }) => value === SPIKE).map(({ step }) => step);
  const wanted = JSON.stringify(spikesOf(scale.nPoints));
  const ends = [metrics[0]?.step, metrics.at(-1)?.step];
  if (JSON.stringify(steps) !== wanted || ends[0] !== 0 || ends[1] !== scale.nPoints - 1)
    throw new Error(
      `a sample must have spikes at ${wanted} and both ends, got ${steps} and ${ends}`,
    );
  console.log(`${metrics.length} points: all ${steps.length} spikes of a single point, both ends`);
}

function printMemory(when: string): void {
  const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
  const kib = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  print(`memory of the server ${when}`, kib / 1024, 'MiB');
}

function print(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(60)} ${value.toFixed(value < 10 ? 1 : 0).padStart(8)} ${unit}`);
}
