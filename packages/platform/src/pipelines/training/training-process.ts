import { enableCompileCache } from 'node:module';
import { text } from 'node:stream/consumers';

enableCompileCache();
const [home = ''] = process.argv.slice(2);
const id = await text(process.stdin);
if (id !== '') {
  const stopping = new AbortController();
  process.on('SIGTERM', () => stopping.abort());
  process.on('SIGINT', () => stopping.abort());
  const { trainRecorded } = await import('./train-recorded.ts');
  await trainRecorded({ home, id }, stopping.signal);
}
process.exit(0);
