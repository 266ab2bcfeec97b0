/**
 * How many planted faults are found, and how many alarms untouched tables raise.
 *
 * node --conditions=source bench/planted-faults.ts [lint|guardrails|validation] [--table part-of-a-name] [--fault name] [--strength weak|plain|strong] [--seeds 3] [--json]
 */
import { parseArgs } from 'node:util';
import { STRENGTHS } from '../test/planted/fault.ts';
import { TABLE_FAULTS } from '../test/planted/guardrails/faults.ts';
import { alarmsOf, plantIntoTable } from '../test/planted/guardrails/run.ts';
import { TARGET_TABLES } from '../test/planted/guardrails/tables.ts';
import { FILE_FAULTS } from '../test/planted/lint/index.ts';
import { alarmsOn, plantIntoFile, type Tally } from '../test/planted/run-lint.ts';
import { TABLES } from '../test/planted/tables.ts';
import { SCHEMA_FAULTS } from '../test/planted/validation/faults.ts';
import { alarmsOfSchema, plantAgainstSchema } from '../test/planted/validation/run.ts';
import { sharedData } from '../test/shared-data.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    table: { type: 'string', default: '' },
    fault: { type: 'string', default: '' },
    seeds: { type: 'string', default: '3' },
    strength: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const strengths = STRENGTHS.filter((one) => one.includes(values.strength));
const options = { strengths, seeds } as const;
const named = <One extends { readonly name: string }>(faults: readonly One[]) =>
  faults.filter(({ name }) => name.includes(values.fault));
const there = <One extends { readonly file: string }>(tables: readonly One[]) =>
  tables.filter(({ file }) => file.includes(values.table) && sharedData(file) !== undefined);

/** One suite per topic. Adding a row adds a topic. */
const SUITES = {
  lint: {
    faults: named(FILE_FAULTS),
    runs: there(TABLES).map((table) => ({
      file: table.file,
      alarms: () => alarmsOn(table),
      plant: () => plantIntoFile(table, { ...options, faults: named(FILE_FAULTS) }),
    })),
  },
  guardrails: {
    faults: named(TABLE_FAULTS),
    runs: there(TARGET_TABLES).map((table) => ({
      file: table.file,
      alarms: () => alarmsOf(table),
      plant: () => plantIntoTable(table, { ...options, faults: named(TABLE_FAULTS) }),
    })),
  },
  validation: {
    faults: named(SCHEMA_FAULTS),
    runs: there(TABLES).map((table) => ({
      file: table.file,
      alarms: () => alarmsOfSchema(table),
      plant: () => plantAgainstSchema(table, { ...options, faults: named(SCHEMA_FAULTS) }),
    })),
  },
};
const topics = Object.keys(SUITES).filter(
  (one) => positionals.length === 0 || positionals.includes(one),
) as (keyof typeof SUITES)[];
const faults = topics.flatMap(
  (topic): readonly { readonly name: string }[] => SUITES[topic].faults,
);
const tallies: Tally[] = [];
const alarms: { file: string; alarms: string[]; stale: string[] }[] = [];
for (const { file, alarms: alarmsOfTable, plant } of topics.flatMap(
  (topic) => SUITES[topic].runs,
)) {
  alarms.push({ file, ...(await alarmsOfTable()) });
  tallies.push(...(await plant()));
  console.error(`${file} ${(performance.now() / 1000).toFixed(0)} s`);
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
