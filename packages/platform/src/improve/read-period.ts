import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { addWindow, type ColumnWindow, emptyWindow } from '@kaizenml/ml/windows';
import {
  addPerformance,
  addUp,
  createScoredVersions,
  isDrift,
  LATENCY_BINNING,
  noPerformance,
  type ScoredVersion,
  type Subject,
  unpackPerformance,
  type WindowPerformance,
  type WindowRecord,
} from '../monitors/index.ts';
import { countedVersionsOf } from './counted-versions-of.ts';
import type { ImproveDeps } from './deps.ts';
import type { Span } from './periods.ts';

/** What was counted and judged of an endpoint in a period. */
export interface PeriodFacts {
  readonly nRows: number;
  /** Most rows first. */
  readonly versions: readonly { readonly version: number; readonly nRows: number }[];
  readonly nRequests: number;
  readonly nFailures: number;
  /** Milliseconds, on `LATENCY_BINNING`. */
  readonly latency: ColumnWindow;
  readonly nVerdicts: number;
  readonly nAlarms: number;
  /** Inputs that drifted in some verdict. */
  readonly drifted: readonly string[];
  /** Those that drifted in the last one. */
  readonly driftedLast: readonly string[];
  /** Columns with damaged values in some verdict. */
  readonly damaged: readonly string[];
  /** Inputs that have one value in the last verdict, as they had a season before. */
  readonly stillByNature: readonly string[];
  /** How the version that answered most is measured; undefined where nobody knows. */
  readonly scored: ScoredVersion | undefined;
  /** What that version did. */
  readonly performance: WindowPerformance;
  /** Of all versions. */
  readonly feedback: {
    readonly nRows: number;
    readonly nLabelled: number;
    readonly nRequests: number;
    readonly nRewarded: number;
  };
}

const MOST_VERDICTS = 10_000;

/**
 * Everything that is stored of an endpoint in a period. A window is in the period that it begins in, a verdict in the one that it ends in.
 *
 * @cost O(windows bins); no row is read.
 */
export async function readPeriod(
  deps: ImproveDeps,
  {
    endpoint,
    settings,
    span,
  }: { readonly endpoint: string; readonly settings: MonitorSettings; readonly span: Span },
): Promise<PeriodFacts> {
  const subject: Subject = `endpoint:${endpoint}`;
  const counted = await countsOf(deps, endpoint, span);
  const [most] = counted.versions;
  const findScored = createScoredVersions(
    { ...deps, store: deps.store.models },
    { endpoint, ...settings },
  );
  const scored = most && (await findScored(most.version));
  const performance = noPerformance();
  const feedback = { nRows: 0, nLabelled: 0, nRequests: 0, nRewarded: 0 };
  for (const window of await deps.store.performance.windows(subject, { from: span.from })) {
    if (window.start >= span.to) continue;
    feedback.nRows += window.nRows;
    feedback.nLabelled += window.nLabelled;
    feedback.nRequests += window.nRequests;
    feedback.nRewarded += window.nRewarded;
    if (window.version === most?.version)
      addPerformance(performance, unpackPerformance(window.body, scored?.label?.binning));
  }
  return { ...counted, ...(await judgedIn(deps, subject, span)), scored, performance, feedback };
}

async function countsOf(deps: ImproveDeps, endpoint: string, span: Span) {
  const windows = await windowsIn(deps, endpoint, span);
  const findVersion = countedVersionsOf(deps, endpoint);
  const rows = new Map<number, number>();
  for (const { version, nRows } of windows) rows.set(version, (rows.get(version) ?? 0) + nRows);
  const latency = emptyWindow(LATENCY_BINNING);
  let [nRequests, nFailures] = [0, 0];
  for (const version of rows.keys()) {
    const sum = await addUp(windows, version, findVersion);
    if (sum === undefined) continue;
    nRequests += sum.counts.nRequests;
    nFailures += sum.counts.nFailures;
    addWindow(latency, sum.counts.latency);
  }
  const versions = Array.from(rows, ([version, nRows]) => ({ version, nRows })).sort(
    (a, b) => b.nRows - a.nRows || b.version - a.version,
  );
  const nRows = windows.reduce((sum, window) => sum + window.nRows, 0);
  return { nRows, versions, nRequests, nFailures, latency };
}

/** The stored windows that begin in a span, oldest first. */
export async function windowsIn(
  { store }: Pick<ImproveDeps, 'store'>,
  endpoint: string,
  span: Span,
): Promise<readonly WindowRecord[]> {
  const subject: Subject = `endpoint:${endpoint}`;
  const places = await store.monitors.places(subject, { from: span.from });
  const last = places.findLast(({ start }) => start < span.to);
  if (last === undefined) return [];
  const windows = await store.monitors.windows(subject, { from: span.from, to: last.end });
  return windows.filter(({ start }) => start < span.to);
}

async function judgedIn({ store }: ImproveDeps, subject: Subject, { from, to }: Span) {
  const kept = await store.monitors.verdicts(subject, { limit: MOST_VERDICTS });
  const verdicts = kept.filter(({ end }) => end > from && end <= to);
  const moved = (check: string, of = verdicts) => [
    ...new Set(
      of.flatMap(({ findings }) =>
        findings
          .filter((finding) => finding.check === check && isDrift(finding))
          .map(({ column }) => column),
      ),
    ),
  ];
  return {
    nVerdicts: verdicts.length,
    nAlarms: verdicts.filter(({ status }) => status === 'alarm').length,
    drifted: moved('inputs'),
    driftedLast: moved('inputs', verdicts.slice(-1)),
    damaged: moved('quality'),
    stillByNature: (verdicts.at(-1)?.findings ?? [])
      .filter(({ measure, verdict }) => measure === 'stuck' && verdict === 'natural')
      .map(({ column }) => column),
  };
}
