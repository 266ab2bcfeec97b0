import { openApp } from '../../packages/platform/src/app.ts';

/** Looks at the endpoints of a home once, at an instant. Says when it begins, and when it is done. */
const [, , path = '', atMs = ''] = process.argv;
const app = await openApp({ home: path, clock: { now: () => Number(atMs) } });
process.stdout.write('looking\n');
await app.monitors.look();
process.stdout.write('done\n');
await app.close();
