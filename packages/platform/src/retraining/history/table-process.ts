import { enableCompileCache } from 'node:module';
import { text } from 'node:stream/consumers';

enableCompileCache();
const [path = ''] = process.argv.slice(2);
const id = await text(process.stdin);
const [{ openFileArtifacts }, { createLog, openHome, systemClock: clock }, predictions, storage] =
  await Promise.all([
    import('../../artifacts/index.ts'),
    import('../../kit/index.ts'),
    import('../../predictions/index.ts'),
    import('../../storage/index.ts'),
  ]);
const { readTables } = await import('../retrainer.ts');
const home = await openHome(path, { clock });
const log = createLog({ level: 'warn', clock });
const address = process.env.KAIZEN_STORE || undefined;
const store = await storage.openStore(home, { address, clock });
try {
  const record = id === '' ? undefined : await store.retrainings.find(id);
  const predictionLog = predictions.openFileLog(home, { clock, log });
  const artifacts = openFileArtifacts(home);
  if (record !== undefined)
    await readTables({ store, artifacts, home: home.path, predictionLog, clock, log }, record);
} finally {
  await store.close();
}
process.exit(0);
