/**
 * How many planted faults are found, and how many alarms untouched tables raise.
 *
 * node --conditions=source bench/planted-faults.ts [lint|guardrails|validation] [--table part-of-a-name] [--fault name] [--seeds 3] [--json]
 */
import { parseArgs } from 'node:util';
import { STRENGTHS } from '../test/planted/fault.ts';
import { FILE_FAULTS } from '../test/planted/lint/index.ts';
import { alarmsOn, plantIntoFile, type Tally } from '../test/planted/run-lint.ts';
import { TABLES } from '../test/planted/tables.ts';
import { sharedData } from '../test/shared-data.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    table: { type: 'string', default: '' },
    fault: { type: 'string', default: '' },
    seeds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const tables = TABLES.filter(
  ({ file }) => file.includes(values.table) && sharedData(file) !== undefined,
);
const faults = FILE_FAULTS.filter(({ name }) => name.includes(values.fault));

const tallies: Tally[] = [];
const alarms: { file: string; alarms: string[]; stale: string[] }[] = [];
for (const table of tables) {
  alarms.push({ file: table.file, ...(await alarmsOn(table)) });
  tallies.push(...(await plantIntoFile(table, { strengths: STRENGTHS, seeds, faults })));
}
if (values.json) console.log(JSON.stringify({ tallies, alarms }));
else {
  console.log(
    `${'fault'.padEnd(42)}${STRENGTHS.map((one) => one.padStart(16)).join('')}  missed at plain strength in`,
  );
  for (const { name } of faults) {
    const cells = STRENGTHS.map((strength) => {
      const of = tallies.filter((one) => one.fault === name && one.strength === strength);
      const [caught, planted] = [sum(of, 'caught'), sum(of, 'planted')];
      return `${planted === 0 ? '-' : `${((100 * caught) / planted).toFixed(0)} %`} (${planted})`.padStart(
        16,
      );
    });
    const missed = tallies.filter(
      (one) => one.fault === name && one.strength === 'plain' && one.caught < one.planted,
    );
    console.log(
      `${name.padEnd(42)}${cells.join('')}  ${missed.map(({ file }) => file).join(', ')}`,
    );
  }
  console.log('\nUntouched tables');
  for (const { file, alarms: found, stale } of alarms) {
    console.log(
      `${file}: ${found.length} false alarm${found.length === 1 ? '' : 's'}${stale.length === 0 ? '' : `, no longer found: ${stale.join(', ')}`}`,
    );
    for (const alarm of found) console.log(`  ${alarm}`);
  }
}

function sum(of: readonly Tally[], key: 'caught' | 'planted'): number {
  return of.reduce((total, one) => total + one[key], 0);
}
