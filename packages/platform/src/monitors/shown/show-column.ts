import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { readInstantMs } from '../../kit/index.ts';
import type { ModelStore } from '../../models/index.ts';
import { assertWatched, subjectOf } from '../datasets/index.ts';
import type { WatchedColumn } from '../judging/judge-windows.ts';
import type { Monitors } from '../monitors.ts';
import type { MonitorStore, VerdictRecord } from '../store.ts';
import { shownColumn } from './shown-column.ts';

/** What showing a column stands on. */
export interface ShowColumnDeps {
  readonly monitors: Pick<MonitorStore, 'find' | 'verdicts'>;
  readonly store: Pick<ModelStore, 'find' | 'list'>;
}

const NAMES_TOLD = 20;

/** One column in the windows of a verdict, beside what they were compared with. */
export const showColumn =
  (
    deps: ShowColumnDeps,
    monitors: Pick<Monitors, 'columnsOf'>,
  ): Handler<Operations['monitors']['column']> =>
  async ({ endpoint, column, at }) => {
    await assertWatched(deps, endpoint);
    const verdict = await getVerdict(deps, endpoint, at);
    const watched = (await monitors.columnsOf(endpoint, verdict)) ?? [];
    const found = watched.find(({ binning }) => binning.name === column);
    if (found === undefined) throw columnUnknown(column, watched);
    const { findings, status: _, ...place } = verdict;
    return { endpoint, ...place, ...shownColumn(found, findings) };
  };

/** The newest verdict that ended at an instant or before. */
async function getVerdict(
  { monitors }: Pick<ShowColumnDeps, 'monitors'>,
  endpoint: string,
  at: string | undefined,
): Promise<VerdictRecord> {
  const to = at === undefined ? undefined : new Date(readInstantMs('at', at)).toISOString();
  const [verdict] = await monitors.verdicts(subjectOf(endpoint), { to, limit: 1 });
  if (verdict !== undefined) return verdict;
  throw new AppError('ENDPOINT_SILENT', {
    message: `Of endpoint "${endpoint}" nothing has been judged${at === undefined ? ' yet' : ` up to ${at}`}.`,
    hint: `See what it waits for with \`kaizen monitors show ${endpoint}\`.`,
    details: { endpoint, at: at ?? null },
  });
}

function columnUnknown(column: string, watched: readonly WatchedColumn[]): AppError {
  const known = watched.map(({ binning }) => binning.name);
  return new AppError('COLUMN_UNKNOWN', {
    message: `No column "${column}" is watched.`,
    hint:
      known.length === 0
        ? 'What it would be compared with is gone, or had too few rows.'
        : (didYouMean(column, known) ?? `There are ${listNames(known, NAMES_TOLD)}.`),
    details: { column, known: known.slice(0, NAMES_TOLD) },
  });
}
