import { once } from 'node:events';
import { enableCompileCache } from 'node:module';

/*
 * The process that an artifact is tried in. It loads what it needs, waits for the folder on its standard input, and says what came
 * of it as a line of JSON; when nobody tells it a folder, it ends.
 */

enableCompileCache();
const given = once(process.stdin.setEncoding('utf8'), 'data');
const ended = once(process.stdin, 'end').then(() => process.exit(0));
const { sayTried } = await import('./say-tried.ts');
await import('../open.ts');
const [folder] = (await Promise.race([given, ended])) as [string];
process.stdout.write(await sayTried(folder), () => process.exit(0));
