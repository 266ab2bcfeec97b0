import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { asId, type ModelName } from '@kaizenml/contracts';
import { createClient } from '@kaizenml/contracts/client';
import { openApp } from '../packages/platform/src/app.ts';
import { registerSampleModel } from '../packages/platform/src/testing/sample-model.ts';
import { startKaizen } from './load/start-kaizen.ts';
import { startRate, writeReport } from './load/start-rate.ts';

/**
 * Does a server fail a request while versions take over from each other and are rolled back, at a constant rate? Half of the swaps are
 * asked of the server, half are made by another process in the store; the version that takes over was never open before.
 */

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '5000' },
    connections: { type: 'string', default: '64' },
    swaps: { type: 'string', default: '20' },
    'between-ms': { type: 'string', default: '400' },
  },
});
const nSwaps = Number(values.swaps);
const NAME = asId<ModelName>('churn');
const ROW = { months: 13, plan: 'family', calls: 11 };

const home = await mkdtemp(join(tmpdir(), 'kaizen-swap-'));
const app = await openApp({ home });
for (let seed = 0; seed <= nSwaps; seed++) await registerSampleModel(app, { seed });
const answers: Record<string, string> = {};
for (const { version, artifact } of await app.store.models.versions(NAME)) {
  const { predictions } = await (await app.answerers.get(artifact)).answer([ROW]);
  answers[version] = `"predictions":${JSON.stringify(predictions)}}`;
}
await app.store.models.setAlias(NAME, 'champion', 1);
const server = await startKaizen(home);
const client = createClient({ url: server.url, fetch });
const load = {
  ...{ port: server.port, path: '/api/v1/models/churn/predict', answers },
  body: JSON.stringify({ rows: [ROW] }),
  ...{ ratePerSec: Number(values.rate), connections: Number(values.connections) },
};

const before = await startRate(load);
await sleep(3000);
console.log(`without a swap\n${writeReport(await before.stop())}\n`);

const during = await startRate(load);
let slowestSwapMs = 0;
for (let swap = 0; swap < nSwaps; swap++) {
  for (const version of [swap + 2, 1]) {
    const startedAt = performance.now();
    if (swap % 2 === 0) await client.models.alias({ name: 'churn', alias: 'champion', version });
    else await app.store.models.setAlias(NAME, 'champion', version);
    await answeredBy(version);
    slowestSwapMs = Math.max(slowestSwapMs, performance.now() - startedAt);
    await sleep(Number(values['between-ms']));
  }
}
const report = await during.stop();
const served = Object.keys(report.byVersion).map(Number);
console.log(`${nSwaps} versions that took over and were rolled back\n${writeReport(report)}`);
console.log(
  `versions that answered: ${served.length} of ${nSwaps + 1}; slowest swap, with its proof and until it answers, ${slowestSwapMs.toFixed(0)} ms`,
);
await server.end('SIGTERM');
await app.close();
await rm(home, { recursive: true });

/** Asks until a version answers; what another process did is seen after a second, and the version is warmed up first. */
async function answeredBy(version: number): Promise<void> {
  for (;;) {
    const { version: answering } = await client.models.predict({ name: 'churn', rows: [ROW] });
    if (answering === version) return;
    await sleep(50);
  }
}
process.exitCode = report.nFailed === 0 ? 0 : 1;
