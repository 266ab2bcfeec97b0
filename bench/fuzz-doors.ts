/** Does any door of the server fail, leak or grow when it is asked wrongly? `--seconds N` (default 30), `--seed N` (default 1). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openSampleApp } from '../packages/platform/src/testing/sample-app.ts';
import { fuzzDoors } from './doors/fuzz.ts';

const BIN = fileURLToPath(new URL('../packages/platform/bin/kaizen.js', import.meta.url));
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});

const app = await openSampleApp();
const server = spawn(process.execPath, ['--conditions=source', BIN, 'serve', '--port', '0'], {
  env: { ...process.env, KAIZEN_HOME: app.home, KAIZEN_TOKEN: '' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await once(server.stdout, 'data');
const { counts, faults, nRequests, memory } = await fuzzDoors({
  url: String(line).trim(),
  seconds: Number(values.seconds),
  seed: Number(values.seed),
});
server.kill('SIGTERM');
const [code] = await once(server, 'close');
await app.dispose();
for (const [key, n] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(n).padStart(8)}  ${key}`);
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
console.log(
  `${nRequests} requests; memory ${mib(memory.before)} after a third, ${mib(memory.after)} at the end; the server ended with ${code}.`,
);
for (const fault of faults) console.log(`FAULT ${fault}`);
if (faults.length > 0 || code !== 0) process.exitCode = 1;
