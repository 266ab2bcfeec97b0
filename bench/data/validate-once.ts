import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApp } from '../../packages/platform/src/app.ts';
import { withDuckDb } from '../../packages/platform/src/datasets/engine/duck-db.ts';
import { version } from '../../packages/platform/src/version.ts';

/**
 * Validates one file against a schema: one line of JSON with seconds and peak memory.
 *
 * node --conditions=source bench/data/validate-once.ts FILE [SCHEMA]
 *
 * Seconds run from the file to the anomalies; loading our modules and the engine is outside, as are the imports of the Python peers.
 */
const SCHEMA = fileURLToPath(new URL('./flights.schema.yaml', import.meta.url));
const [file = '', schema = SCHEMA] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'kaizen-bench-validate-'));
try {
  const app = await openApp({ home: folder });
  await withDuckDb(async () => undefined);
  await import('../../packages/platform/src/datasets/index.ts');
  await import('../../packages/platform/src/schemas/index.ts');
  const [started, before] = [performance.now(), process.cpuUsage()];
  const { passed, nRows, anomalies } = await app.handlers.datasets.validate(
    { data: file, schema, strict: false },
    { inputs: { policy: 'stop' } },
  );
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  await app.close();
  const found = anomalies.map(({ name, column }) => `${column ?? 'table'} ${name}`);
  const cpuSeconds = (user + system) / 1e6;
  console.log(
    JSON.stringify({
      name: 'KaizenML',
      version,
      seconds,
      peakMb,
      cpuSeconds,
      nRows,
      passed,
      found,
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
