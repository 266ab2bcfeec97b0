import { asId, type ModelName, type RunId } from '@kaizenml/contracts';
import { openHome } from '../../packages/platform/src/kit/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';

/** Registers model versions, each a transaction that reads and writes, and prints their numbers. */
const [, , path = '', count = '0'] = process.argv;
const home = await openHome(path);
const store = await openSqliteStore(home.databasePath);
const versions: number[] = [];
for (let i = 0; i < Number(count); i++) {
  const { version } = await store.models.register({
    name: asId<ModelName>('shared'),
    task: 'binary',
    target: 'y',
    estimator: 'ridge',
    runId: asId<RunId>(`${process.pid}-${i}`),
    artifact: asId('0'.repeat(64)),
    metrics: {},
  });
  versions.push(version);
}
await store.close();
console.log(JSON.stringify(versions));
