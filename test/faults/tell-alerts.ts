import { setTimeout as sleep } from 'node:timers/promises';
import { createLog, openHome, systemClock } from '../../packages/platform/src/kit/index.ts';
import { startTelling } from '../../packages/platform/src/notices/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';
import { openSeals } from '../../packages/platform/src/webhooks/index.ts';

/** Raises alerts without end, prints the key of each after it was raised, and tells routes of them. */
const [, , path = '', seed = '0', port = '0'] = process.argv;
const home = await openHome(path);
const store = await openSqliteStore(home.databasePath, { tracking: 'in-process' });
startTelling(
  {
    ...{ notices: store.notices, seals: openSeals(home.path), isAnywhere: true },
    ...{ clock: systemClock, log: createLog({ level: 'error' }) },
    mailServer: {
      ...{ host: '127.0.0.1', port: Number(port), tls: 'when-offered', login: null },
      from: 'kaizen@example.org',
    },
  },
  { everyMs: 5, leaseMs: 400 },
);
for (let i = 0; ; i++) {
  const key = `${seed}-${i}`;
  await store.alerts.raise({
    ...{ key, severity: 'warning', subject: `job:${seed}`, message: `Alert ${key}.` },
    ...{ hint: 'Look.', details: {} },
  });
  process.stdout.write(`${key}\n`);
  await sleep(20);
}
