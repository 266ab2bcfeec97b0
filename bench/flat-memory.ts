import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openApp } from '../packages/platform/src/app.ts';
import { registerSampleModel } from '../packages/platform/src/testing/sample-model.ts';
import { sampleParquet } from './doors/sample-parquet.ts';
import { mixedLoad } from './load/mixed-load.ts';
import { startKaizen } from './load/start-kaizen.ts';
import { slopeOf } from './memory-slope.ts';

/**
 * Does a server take more and more memory, files or sockets while it answers all kinds of requests, good and bad, and its models are
 * swapped? Linux.
 *
 * `--minutes N` (default 10), `--connections N` (default 8), `--skip-seconds N` for warming up (default 180: the rings of the traffic fill), `--seed N`.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    connections: { type: 'string', default: '8' },
    'every-seconds': { type: 'string', default: '10' },
    'skip-seconds': { type: 'string', default: '180' },
    seed: { type: 'string', default: '1' },
  },
});
const EVERY_MS = Number(values['every-seconds']) * 1000;
const forMs = Number(values.minutes) * 60_000;
const skipMs = Math.min(Number(values['skip-seconds']) * 1000, forMs / 3);
/** What is looked at, and the metric of the server that says it. */
const FIGURES = {
  'heap MB': 'nodejs_heap_size_used_bytes',
  'external MB': 'nodejs_external_memory_bytes',
  resources: 'nodejs_active_resources_total',
} as const;

const home = await mkdtemp(join(tmpdir(), 'kaizen-memory-'));
const app = await openApp({ home });
await registerSampleModel(app, { seed: 8 });
await registerSampleModel(app);
const parquet = await sampleParquet(join(home, 'rows.parquet'));
await app.close();
const server = await startKaizen(home);
const { url } = server;
process.once('exit', () => server.child.kill('SIGKILL'));
const seed = Number(values.seed);
const loading = mixedLoad({ url, forMs, seed, connections: Number(values.connections), parquet });
const startedAt = performance.now();
const seen: { readonly atMs: number; readonly of: Readonly<Record<string, number>> }[] = [];
for (let atMs = 0; atMs < forMs; atMs = performance.now() - startedAt) {
  const of = await lookFor(Math.min(EVERY_MS, forMs - atMs));
  if (seen.length === 0) console.log(['seconds', ...Object.keys(of)].map(wide).join(''));
  const shown = [(atMs / 1000).toFixed(0), ...Object.values(of).map((each) => each.toFixed(1))];
  console.log(shown.map(wide).join(''));
  seen.push({ atMs, of });
}
const { nRequests, nSwaps, nRollouts, nFailed } = await loading;
console.log(
  `${nRequests} requests, ${nSwaps} swaps, ${nRollouts} rollouts, ${nFailed} failed; after the first ${(skipMs / 1000).toFixed(0)} s, per minute with 95 % intervals:`,
);
const steady = seen.filter(({ atMs }) => atMs >= skipMs);
for (const name of Object.keys(steady[0]?.of ?? {})) {
  const { perMinute, low, high } = slopeOf(
    steady.map(({ atMs, of }) => ({ atMs, value: of[name] ?? 0 })),
  );
  const verdict = low > 0 ? 'grows' : 'flat';
  console.log(
    `${wide(name)}  ${perMinute.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})  ${verdict}`,
  );
  if (low > 0) process.exitCode = 1;
}
await sleep(2000);
const { files } = await look();
console.log(
  `${files} files and sockets open two seconds after the load, ${seen[0]?.of.files} before`,
);
if ((await server.end('SIGTERM')) !== 0 || nFailed > 0) process.exitCode = 1;
await rm(home, { recursive: true });

/** The least of each figure in a stretch of time: what is garbage and not yet collected is nobody's leak. */
async function lookFor(ms: number): Promise<Readonly<Record<string, number>>> {
  const until = performance.now() + ms;
  let least = await look();
  while (performance.now() < until) {
    await sleep(Math.min(1000, Math.max(0, until - performance.now())));
    const now = await look();
    least = Object.fromEntries(
      Object.entries(now).map(([name, value]) => [name, Math.min(value, least[name] ?? value)]),
    );
  }
  return least;
}

async function look(): Promise<Record<string, number>> {
  const { pid } = server.child;
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8');
  const files = (await readdir(`/proc/${pid}/fd`)).length;
  const text = await (await fetch(`${url}/metrics`)).text();
  const figures = Object.entries(FIGURES).flatMap(([name, metric]) => {
    const value = new RegExp(`^${metric} (\\S+)`, 'm').exec(text)?.[1];
    return value === undefined
      ? []
      : [[name, name.endsWith('MB') ? Number(value) / 2 ** 20 : Number(value)] as const];
  });
  return {
    'resident MB': (Number(statm.split(' ')[1]) * 4096) / 2 ** 20,
    ...Object.fromEntries(figures),
    files,
  };
}

function wide(text: string): string {
  return text.padStart(13);
}
