import { openApp } from '../../packages/platform/src/app.ts';
import { checkArrival, createScheduler } from '../../packages/platform/src/jobs/index.ts';

/** Looks after the data jobs of a home without pause and prints a line after each look, until it is killed. */
const [, , home = ''] = process.argv;
const app = await openApp({ home });
const scheduler = createScheduler({ ...app, checkData: checkArrival(app) });
for (;;) {
  await scheduler.look();
  process.stdout.write('looked\n');
}
