import { setTimeout as after } from 'node:timers/promises';
import { isProcessAlive } from '../kit/index.ts';
import { openDestination } from './open-destination.ts';
import { placeName, resolvePlace } from './place.ts';
import { sendSpilled } from './send-spilled.ts';

/** Time in which a process that ends is gone. */
const GONE_MS = 10_000;
const LOOK_EVERY_MS = 20;

const [folder = '', pid = '', kind = '', where = ''] = process.argv.slice(2);
for (let ms = 0; ms < GONE_MS && isProcessAlive(Number(pid)); ms += LOOK_EVERY_MS)
  await after(LOOK_EVERY_MS);
const place = resolvePlace(kind === 'url' ? { url: where } : { home: where }, process.env);
const destination = openDestination(place);
await sendSpilled(folder, {
  ...{ runs: destination.runs, place: placeName(place) },
  onRefusal: ({ message }) => process.emitWarning(message),
});
await destination.close();
