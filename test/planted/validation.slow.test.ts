import { describe, expect, it } from 'vitest';
import { sharedData } from '../shared-data.ts';
import { TABLES } from './tables.ts';
import { alarmsOfLater, alarmsOfSchema, plantAgainstSchema } from './validation/run.ts';
import { TIME_ORDERED } from './validation/time-ordered.ts';

/** Every other table; the bench plants into all of them. */
const PLANTED = TABLES.filter((_, i) => i % 2 === 0);

describe.each(PLANTED.map((table, i) => ({ ...table, seed: 1 + (i % 3) })))('$file', (table) => {
  const isThere = sharedData(table.file) !== undefined;
  const why = isThere ? '' : ` (skipped: ${table.file} is not in the data folder)`;

  it.skipIf(!isThere)(`raises at most one false alarm as it is${why}`, async () => {
    const { alarms } = await alarmsOfSchema(table);
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(1);
  });

  it.skipIf(!isThere)(`shows every fault at its plain strength${why}`, async () => {
    const tallies = await plantAgainstSchema(table, { strengths: ['plain'], seeds: [table.seed] });
    expect(tallies.filter(({ caught, planted }) => caught < planted)).toEqual([]);
    expect(tallies.length).toBeGreaterThan(12);
  });
});

describe.each(TIME_ORDERED)('$file in the order of $time', (table) => {
  const isThere = sharedData(table.file) !== undefined;
  const why = isThere ? '' : ` (skipped: ${table.file} is not in the data folder)`;

  it.skipIf(!isThere)(`raises no alarm about dates in its later half${why}`, async () => {
    const { alarms, nDateBounds } = await alarmsOfLater(table);
    expect(nDateBounds).toBeGreaterThan(0);
    expect(alarms.filter((alarm) => alarm.startsWith('DATE_'))).toEqual([]);
  });
});
