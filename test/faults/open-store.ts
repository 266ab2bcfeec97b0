import { openStore } from '../../packages/platform/src/storage/index.ts';

const [, , place = ''] = process.argv;
const address = place.startsWith('postgres://') ? place : undefined;
const store = await openStore({ databasePath: place }, { address });
console.log(await store.schemaVersion());
await store.close();
