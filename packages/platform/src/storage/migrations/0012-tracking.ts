import type { Migration } from './migration.ts';
import { carryOver } from './tracking/carry-over.ts';
import { createTrackingTables } from './tracking/create-tables.ts';
import { dropOld, setAside } from './tracking/set-aside.ts';

/** One model of experiments and runs for everybody who writes them, and histories of metrics. */
export const tracking: Migration = {
  version: 12,
  name: 'tracking',
  async up(db) {
    await setAside(db);
    await createTrackingTables(db);
    await carryOver(db);
    await dropOld(db);
  },
};
