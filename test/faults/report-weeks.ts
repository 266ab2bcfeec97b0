import { openApp } from '../../packages/platform/src/app.ts';
import { createWeeklyReport } from '../../packages/platform/src/improve/index.ts';

/** Makes the weekly reports of a home, one after another, on a clock of its own. Says which week it begins, and when all are done. */
const [, , home = '', firstDueMs = '', from = '', to = ''] = process.argv;
const WEEK_MS = 7 * 24 * 3_600_000;
let nowMs = 0;
const app = await openApp({ home, clock: { now: () => nowMs } });
const weekly = createWeeklyReport({ ...app, alerts: app.store.alerts });
for (let week = Number(from); week < Number(to); week++) {
  process.stdout.write(`${week}\n`);
  nowMs = Number(firstDueMs) + week * WEEK_MS;
  await weekly.look();
}
process.stdout.write('done\n');
await app.close();
