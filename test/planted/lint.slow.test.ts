import { describe, expect, it } from 'vitest';
import { sharedData } from '../shared-data.ts';
import { alarmsOn, plantIntoFile } from './run-lint.ts';
import { TABLES } from './tables.ts';

describe.each(TABLES.map((table, i) => ({ ...table, seed: 1 + (i % 3) })))('$file', (table) => {
  const isThere = sharedData(table.file) !== undefined;
  const why = isThere ? '' : ` (skipped: ${table.file} is not in the data folder)`;

  it.skipIf(!isThere)(`raises at most one false alarm as it is${why}`, async () => {
    const { alarms, stale } = await alarmsOn(table);
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(1);
    expect(stale).toEqual([]);
  });

  it.skipIf(!isThere)(`shows every fault at its plain strength${why}`, async () => {
    const tallies = await plantIntoFile(table, { strengths: ['plain'], seeds: [table.seed] });
    const missed = tallies.filter(({ caught, planted }) => caught < planted);
    expect(missed).toEqual([]);
    expect(tallies.length).toBeGreaterThan(70);
  });
});
