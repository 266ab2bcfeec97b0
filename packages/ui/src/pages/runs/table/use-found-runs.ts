import type { AppError } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { useRef } from 'preact/hooks';
import { api, useLive } from '../../../api/index.ts';
import type { RunQuery } from './run-query.ts';

type Page = OutputOf<Operations['runs']['search']>;

/** Runs of one page. */
const PAGE = 50;
const ASK_EVERY_MS = 3000;

/** The page of runs that a query finds, asked again while one of them runs. */
export interface FoundRuns {
  /** The last one that was found, also by another query. */
  readonly page: Page | undefined;
  /** Whether `page` is not that of the query yet. */
  readonly isOld: boolean;
  readonly failure: AppError | undefined;
}

/** Asks for the runs of a query. */
export function useFoundRuns(query: RunQuery): FoundRuns {
  const { experiment, filter, order, after, columns = [] } = query;
  const fields = columns.filter((name) => name.includes('.'));
  const { value, failure } = useLive(
    () => api.runs.search({ experiment, filter, order, after, fields, limit: PAGE }),
    {
      key: JSON.stringify([experiment, filter, order, after, fields]),
      everyMs: ASK_EVERY_MS,
      mayChange: ({ items }) => items.some(({ status }) => status === 'running'),
    },
  );
  const last = useRef<Page | undefined>(undefined);
  if (value !== undefined) last.current = value;
  return { page: last.current, isOld: value === undefined, failure };
}
