/**
 * Does tracking keep what it acknowledges, whatever happens to its server?
 *
 *   npx node --conditions=source bench/tracking-faults.ts [--writers 50] [--minutes 5] [--kill-seconds 20]
 *
 * Writers make runs and log to them over HTTP, in MLflow's protocol, while their server is killed with SIGKILL and started again. What
 * has no answer is sent again, as clients do. At the end the store is held against what each writer was told. Ends with 1 where
 * anything is missing, there twice or damaged.
 */
import { parseArgs } from 'node:util';
import { tempHome } from '../packages/platform/src/testing/index.ts';
import { killUnderWriters } from '../test/faults/tracking/kill-under-writers.ts';

const { values } = parseArgs({
  options: {
    writers: { type: 'string', default: '50' },
    minutes: { type: 'string', default: '5' },
    'kill-seconds': { type: 'string', default: '20' },
  },
});
const killMs = Number(values['kill-seconds']) * 1000;
const nKills = Math.ceil((Number(values.minutes) * 60_000) / killMs);

await using temp = await tempHome();
const found = await killUnderWriters(temp.home, {
  ...{ nWriters: Number(values.writers), nKills, livesMs: () => killMs },
  onKill: (kill) => console.log(`kill ${kill + 1} of ${nKills}`),
});
const { missing, surplus, integrity, ...counts } = found;
console.log(counts);
console.log({ missing: missing.length, surplus: surplus.length, integrity });
for (const what of [...missing, ...surplus].slice(0, 20)) console.log(what);
if (missing.length + surplus.length + integrity.length > 0) process.exitCode = 1;
