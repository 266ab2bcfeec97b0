import { asId, type ExperimentName } from '@kaizenml/contracts';
import type { RunRecord, RunStore } from '../../runs/index.ts';
import { TAGS } from '../history/learned-from.ts';
import type { RetrainingRecord, RetrainingStart } from '../store.ts';

/** Runs of an experiment that are looked through in one page. */
const PAGE = 50;

/**
 * The runs that were begun for a retraining, the newest first. They are found by their tag, since a kill may come between a run and the
 * note of it.
 *
 * @param choice.column Those of the understudy that does without this column. Default: those of the challenger.
 * @param choice.start Those of a challenger that is learned so. Default: `over`.
 * @param choice.isOfAny Whether those of the challenger and of every understudy are meant. Default false.
 * @param choice.limit Default: all.
 */
export async function runsOf(
  runs: Pick<RunStore, 'list' | 'find'>,
  { id, endpoint, startedAt }: RetrainingRecord,
  {
    column,
    start = 'over',
    isOfAny = false,
    limit = Number.POSITIVE_INFINITY,
  }: {
    readonly column?: string | undefined;
    readonly start?: RetrainingStart | undefined;
    readonly isOfAny?: boolean;
    readonly limit?: number;
  } = {},
): Promise<readonly RunRecord[]> {
  const experiment = asId<ExperimentName>(endpoint);
  const found: RunRecord[] = [];
  let after: string | undefined;
  do {
    const page = await runs.list({ experiment }, { limit: PAGE, after });
    for (const one of page.items) {
      if (one.startedAt < startedAt) return found;
      const run = await runs.find(one.id);
      const isOfIt = run?.tags[TAGS.retraining] === id;
      if (isOfIt && (isOfAny || isFor(run, { column, start }))) found.push(run);
      if (found.length >= limit) return found;
    }
    after = page.next;
  } while (after !== undefined);
  return found;
}

function isFor(
  { tags }: RunRecord,
  { column, start }: { readonly column: string | undefined; readonly start: RetrainingStart },
): boolean {
  return tags[TAGS.understudy] === column && (tags[TAGS.start] ?? 'over') === start;
}
