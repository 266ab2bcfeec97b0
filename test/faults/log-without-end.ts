import { openHome } from '../../packages/platform/src/kit/index.ts';
import { openFileLog } from '../../packages/platform/src/predictions/index.ts';

/** Logs requests without end into files that roll over soon, and prints each id once it is acknowledged. */
const [, , path = '', seed = '0', day = ''] = process.argv;
const log = openFileLog(await openHome(path), { rollOverBytes: 200_000 });

for (let i = 0; ; i++) {
  const requestId = `${seed}-${i}`;
  await log.append({
    requestId,
    at: `${day}T00:00:00.000Z`,
    endpoint: 'faults',
    version: 1,
    rows: [{ x: i, text: 'x'.repeat(i % 700) }, { x: -i }],
    predictions: [{ prediction: i }, { prediction: -i }],
    latencyMs: 1,
  });
  process.stdout.write(`${requestId}\n`);
  if (i % 4 === 3) await new Promise((resolve) => setTimeout(resolve, 10));
}
