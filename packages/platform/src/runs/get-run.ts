import { AppError, didYouMean } from '@kaizenml/contracts';
import type { RunRecord, RunStore } from './store.ts';

const MAX_RECENT = 1000;

/**
 * The run of an id or prefix.
 *
 * @throws RUN_NOT_FOUND with the ids that begin so, or those that may have been meant.
 */
export async function getRun(runs: RunStore, id: string): Promise<RunRecord> {
  const run = await runs.find(id);
  if (run !== undefined) return run;
  const { items } = await runs.list({}, { limit: MAX_RECENT });
  const ids = items.map((item) => item.id);
  const matches = ids.filter((known) => known.startsWith(id.toUpperCase()));
  if (matches.length > 1) throw ambiguous(id, matches);
  throw new AppError('RUN_NOT_FOUND', {
    message: `Run "${id}" does not exist.`,
    hint: didYouMean(id, ids) ?? 'See the ids with `kaizen runs list`.',
    details: { id },
  });
}

function ambiguous(id: string, matches: readonly string[]): AppError {
  return new AppError('RUN_NOT_FOUND', {
    message: `"${id}" must be the beginning of one run id, got ${matches.length} that begin so.`,
    hint: `Give more of it; the newest is ${matches[0]}.`,
    details: { id, matches: matches.slice(0, 5) },
  });
}
