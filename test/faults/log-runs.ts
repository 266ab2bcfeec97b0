import { openHome } from '../../packages/platform/src/kit/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';

/** Logs to runs for several callers at once and prints each call, as a line of JSON, after it was acknowledged. Default: without end. */
const [, , path = '', seed = '0', nCallers = '8', nBatches = 'Infinity'] = process.argv;
const home = await openHome(path);
const store = await openSqliteStore(home.databasePath);
const { runs } = store.tracking;

async function logRuns(caller: number): Promise<void> {
  const id = `run-${seed}-${caller}`;
  await runs.create({ experimentId: '0', id, name: id, user: 'u', startedAtMs: 0, tags: {} });
  process.stdout.write(`${JSON.stringify({ id, i: -1 })}\n`);
  for (let i = 0; i < Number(nBatches); i++) {
    await runs.log(id, {
      metrics: Array.from({ length: 100 }, (_, j) => ({
        key: 'loss',
        value: caller,
        atMs: i,
        step: 100 * i + j,
      })),
      params: { [`p${i}`]: String(i) },
    });
    process.stdout.write(`${JSON.stringify({ id, i })}\n`);
  }
}

await Promise.all(Array.from({ length: Number(nCallers) }, (_, caller) => logRuns(caller)));
await store.close();
