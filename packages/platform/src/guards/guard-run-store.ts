import type { Rights } from '../access/index.ts';
import type { RunStore } from '../runs/store.ts';
import type { TrackedRuns } from '../tracking/store.ts';
import { assertRun } from './guard-runs.ts';
import { inBoth } from './in-both.ts';
import { assertEverywhere, experimentAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/**
 * Our own runs as an account sees them: those of experiments that it may look at. Who may not look at all finds runs by their whole ids
 * alone, since how much of an id is enough would tell of the others.
 */
export function guardRunStore(runs: RunStore, tracked: TrackedRuns): RunStore {
  const needsWrite = (rights: Rights, id: string) =>
    assertRun({ runs: tracked }, rights, { role: 'write', id });
  return {
    start: allowed(runs, 'start', (rights) => assertEverywhere(rights, 'write')),
    logParams: allowed(runs, 'logParams', needsWrite),
    logMetrics: allowed(runs, 'logMetrics', needsWrite),
    logTags: allowed(runs, 'logTags', needsWrite),
    logStep: allowed(runs, 'logStep', needsWrite),
    addFindings: allowed(runs, 'addFindings', needsWrite),
    addArtifact: allowed(runs, 'addArtifact', needsWrite),
    finish: allowed(runs, 'finish', needsWrite),
    find: narrowed(runs, 'find', async (rights, given) => {
      if (rights.has('read')) return runs.find(given);
      const found = await tracked.experimentsOf([given, given.toUpperCase()]);
      for (const [id, experiment] of found)
        if (rights.has('read', experimentAt(experiment))) return runs.find(id);
      return undefined;
    }),
    list: narrowed(runs, 'list', async (rights, filter, page) => {
      const among = inBoth(filter.among, rights.readable('experiment'));
      return among?.size === 0 ? { items: [] } : runs.list({ ...filter, among }, page);
    }),
    count: allowed(runs, 'count', (rights) => assertEverywhere(rights, 'read')),
  };
}
