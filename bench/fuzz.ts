/**
 * Changes small files at random and looks for what readers must not do: crash, hang, grow, disagree.
 *
 * node --conditions=source bench/fuzz.ts cutting|csv|lint|schema|event|artifact|onnx [--seconds 60] [--seed 1]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FUZZERS, fuzz } from '../test/fuzz/index.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const folder = await mkdtemp(join(tmpdir(), 'kaizen-fuzz-'));
const names = positionals.length === 0 ? Object.keys(FUZZERS) : positionals;
try {
  for (const name of names) {
    const { nCases, seconds, failures } = await fuzz(name, {
      folder,
      seconds: Number(values.seconds),
      seed: Number(values.seed),
      mostFailures: 5,
    });
    const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
    console.log(
      `${name}: ${nCases} cases in ${seconds.toFixed(0)} s, ${failures.length} failures, peak ${peak} MB`,
    );
    for (const { seed, error } of failures) console.log(`  case ${seed}: ${error}`);
    if (failures.length > 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true });
}
