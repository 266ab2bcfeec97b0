/**
 * Does any door of the server fail, leak or grow when it is asked wrongly?
 *
 * `--seconds N` (default 60), `--seed N` (default 1), `--only TEXT` for doors whose names hold the text, `--refusals N` prints so many
 * refusals, for people to read.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openApp } from '../packages/platform/src/app.ts';
import { createLog } from '../packages/platform/src/kit/index.ts';
import { startServer } from '../packages/platform/src/server/index.ts';
import { openSampleApp } from '../packages/platform/src/testing/sample-app.ts';
import { createChance } from '../test/planted/fault.ts';
import { openBadUpstream } from './doors/bad-upstream.ts';
import { furnish } from './doors/furnish.ts';
import { fuzzDoors } from './doors/fuzz.ts';
import { findLineFault } from './doors/judge.ts';

const BIN = fileURLToPath(new URL('../packages/platform/bin/kaizen.js', import.meta.url));
const TOKEN = 'k4izen-t0ken-of-the-fuzz';
/** Open files that may be more at the end than after a third of the time. */
const MORE_FILES = 20;
/** Lines of the log that are told where the server broke down. */
const MOST_LINES = 20;
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    refusals: { type: 'string', default: '0' },
  },
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
console.log(`seed ${seed}, ${seconds} s`);

const folder = await mkdtemp(join(tmpdir(), 'kaizen-doors-'));
const home = join(folder, 'home');
const elsewhere = await openSampleApp();
const remote = await startServer(elsewhere, { port: 0, log: createLog({ level: 'silent' }) });
const upstream = await openBadUpstream(remote.url);
const app = await openApp({ home });
const seeds = (await furnish(app, { folder, upstream: upstream.url })).filter(({ door }) =>
  door.includes(values.only),
);
await app.close();
upstream.turnBad(seed);

const server = spawn(process.execPath, ['--conditions=source', BIN, 'serve', '--port', '0'], {
  env: { ...process.env, KAIZEN_HOME: home, KAIZEN_TOKEN: TOKEN },
  stdio: ['ignore', 'pipe', 'pipe'],
});
process.once('exit', () => server.kill('SIGKILL'));
const lineFaults = new Map<string, string>();
const lastLines: string[] = [];
createInterface({ input: server.stderr }).on('line', (line) => {
  lastLines.push(line);
  if (lastLines.length > MOST_LINES) lastLines.shift();
  const fault = findLineFault(line, [TOKEN]);
  if (fault !== undefined && !/^(KaizenML serves|Answering) /.test(line) && !lineFaults.has(fault))
    lineFaults.set(fault, `${fault}: ${line.slice(0, 1500)}`);
});
const [first] = await once(server.stdout, 'data');
const url = String(first).trim();
const middle = sleep((seconds * 1000) / 3).then(() => figures());
const { counts, faults, refusals, nRequests } = await fuzzDoors({
  ...{ url, seeds, seconds, seed },
  headers: { authorization: `Bearer ${TOKEN}` },
});
const before = await middle;
await sleep(1000);
const after = await figures();
const isAlive = server.exitCode === null;
server.kill('SIGTERM');
const [code] = server.exitCode === null ? await once(server, 'close') : [server.exitCode];
await upstream.close();
await remote.close();
await elsewhere.dispose();
const left = await readdir(join(home, 'tmp')).catch(() => []);
await rm(folder, { recursive: true });

const chance = createChance(seed);
const shown = [...refusals];
for (let n = Number(values.refusals); n > 0 && shown.length > 0; n--)
  console.log(shown.splice(chance.below(shown.length), 1)[0]);
for (const [key, n] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(n).padStart(8)}  ${key}`);
console.log(
  `${nRequests} requests of seed ${seed}; memory ${before.megabytes.toFixed(0)} MB after a third, ${after.megabytes.toFixed(0)} MB at the end; ${before.nFiles} files open, then ${after.nFiles}; the server ended with ${code}.`,
);
const all = [...faults, ...lineFaults.values()];
if (after.nFiles > before.nFiles + MORE_FILES) all.push('files or sockets stayed open');
if (after.megabytes > before.megabytes * 1.3 + 64) all.push('memory grew');
if (!isAlive || code !== 0)
  all.push(`the server ended with ${code}; its last lines:\n${lastLines.join('\n')}`);
if (left.length > 0) all.push(`files were left in tmp: ${left.slice(0, 5)}`);
for (const fault of all) console.log(`FAULT ${fault}`);
if (all.length > 0) process.exitCode = 1;

/** Of the server's process. Linux. */
async function figures(): Promise<{ readonly megabytes: number; readonly nFiles: number }> {
  const process = `/proc/${server.pid}`;
  try {
    const statm = await readFile(`${process}/statm`, 'utf8');
    const nFiles = (await readdir(`${process}/fd`)).length;
    return { megabytes: (Number(statm.split(' ')[1]) * 4096) / 2 ** 20, nFiles };
  } catch {
    return { megabytes: 0, nFiles: 0 };
  }
}
