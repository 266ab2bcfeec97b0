import { enableCompileCache } from 'node:module';
import { text } from 'node:stream/consumers';
import { asId, type RunId } from '@kaizenml/contracts';

enableCompileCache();
const [home = ''] = process.argv.slice(2);
const id = await text(process.stdin);
if (id !== '') {
  const stopping = new AbortController();
  process.on('SIGTERM', () => stopping.abort());
  process.on('SIGINT', () => stopping.abort());
  const { dropSilence } = await import('../../runs/index.ts');
  const { trainRecorded } = await import('./train-recorded.ts');
  const storeAddress = process.env.KAIZEN_STORE || undefined;
  await trainRecorded({ home, storeAddress, id }, stopping.signal);
  await dropSilence(home, asId<RunId>(id));
}
process.exit(0);
