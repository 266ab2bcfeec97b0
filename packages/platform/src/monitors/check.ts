import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint, type EndpointStore } from '../endpoints/index.ts';
import { type Clock, instant } from '../kit/index.ts';
import { type ModelStore, resolveModel } from '../models/index.ts';
import type { LoggedRequest, PredictionLog } from '../predictions/log.ts';
import { type CountedVersionDeps, createCountedVersions, FIRST_ROWS } from './counted-versions.ts';
import { type CountedVersion, createCounter } from './counting/window-counter.ts';
import { isDrift } from './finding.ts';
import { type HowJudged, howJudged } from './how-judged.ts';
import { judgeAlone } from './judging/judge-alone.ts';
import type { WatchedColumn } from './judging/judge-windows.ts';
import { watchedColumns } from './judging/watched-columns.ts';
import { shownColumn } from './shown/shown-column.ts';

/** Fewest logged rows that say anything. */
const MIN_ROWS = 30;
/** Columns that are shown beside what they were compared with. */
const MOST_SHOWN = 12;

/** What a check stands on. */
export interface CheckDeps extends CountedVersionDeps {
  readonly store: ModelStore;
  readonly endpoints: Pick<EndpointStore, 'find'>;
  readonly predictionLog: Pick<PredictionLog, 'newest' | 'scan'>;
  readonly clock: Clock;
}

/**
 * Judges the newest logged rows of an endpoint as the first verdict of a monitor on one window of them would, beside the baseline of
 * the version that answers now.
 *
 * Only rows that this version answered count: an older one may have read other columns. Each counts for those that it stands for.
 */
export const checkMonitor =
  (deps: CheckDeps): Handler<Operations['monitors']['check']> =>
  async ({ endpoint, last }) => {
    await assertEndpoint(deps.store, endpoint);
    const resolved = await resolveModel(deps.store, endpoint);
    const { version } = resolved;
    const logged = await deps.predictionLog.newest(endpoint, last, { version });
    const answered = firstRows(logged, last);
    const nCurrent = answered.reduce((sum, { rows }) => sum + rows.length, 0);
    const heard = { endpoint, version, nRows: nCurrent };
    if (nCurrent < MIN_ROWS) throw silent({ ...heard, minRows: MIN_ROWS });
    const counted = await createCountedVersions(keepingNothing(deps), endpoint)(version);
    if (counted === undefined) throw silent({ ...heard, minRows: FIRST_ROWS });
    const how = await howJudged(deps.endpoints, endpoint);
    const columns = await columnsOf(counted, answered, how);
    const findings = judgeAlone(columns, how.settings);
    const drifted = new Set(findings.filter(isDrift).map(({ column }) => column));
    return {
      ...{ endpoint, model: resolved.name, version },
      checkedAt: instant(deps.clock),
      nReference: Math.max(0, ...counted.columns.map(({ window }) => window.nRows)),
      nCurrent,
      status: drifted.size > 0 ? 'drift' : 'ok',
      ...{ nColumns: columns.length, nDrifted: drifted.size },
      ...{ rate: how.settings.rate, leastEffect: how.settings.leastEffect },
      findings: findings.map((finding) => ({ ...finding })),
      drifted: [...drifted]
        .flatMap((name) => columns.filter(({ binning }) => binning.name === name))
        .slice(0, MOST_SHOWN)
        .map((column) => shownColumn(column, findings)),
      redacted: counted.signature.inputs
        .map(({ name }) => name)
        .filter((name) => how.redacted.has(name)),
    };
  };

/** A check changes nothing: what stands for a baseline is kept by the monitor, if there is one. */
function keepingNothing({ monitors, ...deps }: CheckDeps): CountedVersionDeps {
  const findBaseline: typeof monitors.findBaseline = (subject, version) =>
    monitors.findBaseline(subject, version);
  return { ...deps, monitors: { findBaseline, keepBaseline: async () => undefined } };
}

/** Requests with so many rows together, at most. */
function firstRows(logged: readonly LoggedRequest[], nRows: number): readonly LoggedRequest[] {
  let left = nRows;
  return logged.map((request) => {
    const rows = request.rows.slice(0, left);
    left -= rows.length;
    return { ...request, rows, predictions: request.predictions.slice(0, rows.length) };
  });
}

async function columnsOf(
  version: CountedVersion,
  answered: readonly LoggedRequest[],
  { settings: { season: _, ...settings }, redacted }: HowJudged,
): Promise<readonly WatchedColumn[]> {
  const counter = createCounter(version);
  for (const request of answered) counter.add(request);
  const { nRows } = counter;
  return await watchedColumns(
    { version, counts: counter.finish(), nRows },
    {
      place: { start: '', end: '', version: 0 },
      settings: { ...settings, reference: 'training' },
      redacted,
      ...{ seasons: [], past: [], findPast: async () => undefined },
    },
  );
}

interface Heard {
  readonly endpoint: string;
  readonly version: number;
  readonly nRows: number;
  /** Rows that are needed: more than usual where the first ones stand for what the version learned from. */
  readonly minRows: number;
}

function silent(heard: Heard): AppError {
  const { endpoint, version, nRows, minRows } = heard;
  const send = `Send rows to POST /api/v1/models/${endpoint}/predict, then check again.`;
  return new AppError('ENDPOINT_SILENT', {
    message: `Endpoint "${endpoint}" must have answered at least ${minRows} rows with version ${version} to be checked, got ${nRows}.`,
    hint:
      minRows === MIN_ROWS
        ? send
        : `The version brings no baseline, so its first ${minRows} rows will stand for one. ${send}`,
    details: { ...heard },
  });
}
