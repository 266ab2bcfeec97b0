import { describe, expect, it } from 'vitest';
import { sharedData } from '../shared-data.ts';
import { alarmsOf, plantIntoTable } from './guardrails/run.ts';
import { TARGET_TABLES } from './guardrails/tables.ts';

describe.each(TARGET_TABLES.map((table, i) => ({ ...table, seed: 1 + (i % 3) })))(
  '$target of $file',
  (task) => {
    const isThere = sharedData(task.file) !== undefined;
    const why = isThere ? '' : ` (skipped: ${task.file} is not in the data folder)`;

    it.skipIf(!isThere)(`raises at most one false alarm as it is${why}`, async () => {
      const { alarms, stale } = await alarmsOf(task);
      expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(1);
      expect(stale).toEqual([]);
    });

    it.skipIf(!isThere)(`shows every fault at its plain strength${why}`, async () => {
      const tallies = await plantIntoTable(task, { strengths: ['plain'], seeds: [task.seed] });
      expect(tallies.filter(({ caught, planted }) => caught < planted)).toEqual([]);
      expect(tallies.length).toBeGreaterThan(10);
    });
  },
);
