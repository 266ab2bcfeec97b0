import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';

const [, , path = ''] = process.argv;
const store = await openSqliteStore(path);
console.log(await store.schemaVersion());
await store.close();
