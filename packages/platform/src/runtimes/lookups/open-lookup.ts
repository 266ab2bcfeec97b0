import type { Log } from '../../kit/index.ts';
import { type LookupTables, openDatasetLookup } from './dataset-lookup.ts';
import { openHttpLookup } from './http-lookup.ts';
import type { Lookup, LookupPlan } from './lookup-plan.ts';

/** What lookups are opened with. */
export interface LookupParts {
  readonly tables: LookupTables;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens a lookup; of a dataset the table is read. @throws DATASET_NOT_FOUND, COLUMN_UNKNOWN, ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
export async function openLookup(plan: LookupPlan, parts: LookupParts): Promise<Lookup> {
  const { from, key } = plan;
  if (from.kind === 'dataset') return await openDatasetLookup(plan, from.reference, parts);
  const subject = `The lookup by "${key.name}"`;
  return openHttpLookup(plan, from.remote, { subject, log: parts.log, now: parts.now });
}
