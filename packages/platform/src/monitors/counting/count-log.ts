import type { PredictionLog } from '../../predictions/index.ts';
import type { LoggedRequest } from '../../predictions/log.ts';
import type { WindowRecord } from '../store.ts';
import { packCounts } from './pack-counts.ts';
import { type CountedVersion, createCounter, type WindowCounter } from './window-counter.ts';
import { type WindowCuts, windowStart } from './window-cuts.ts';

/** What is counted. */
export interface CountChoice {
  readonly endpoint: string;
  readonly cuts: WindowCuts;
  /** First instant that counts: the begin of a window. */
  readonly from: string;
  /** First instant that no longer counts. */
  readonly to: string;
}

/** What counting stands on. */
export interface CountDeps {
  readonly predictionLog: Pick<PredictionLog, 'scan'>;
  /** What a version is counted by; undefined where nobody knows yet, and its rows are passed over. */
  readonly findVersion: (version: number) => Promise<CountedVersion | undefined>;
}

/** Windows that are kept together: a day of quarters of an hour, and few enough to hold. */
const MOST_TOGETHER = 100;

/** Windows that are over, and the begin of the next. */
export interface CountedWindows {
  readonly windows: readonly WindowRecord[];
  readonly cursor: string;
}

/**
 * Counts the log of an endpoint in windows, some at a time; a window that has not ended is left for later.
 *
 * Windows of a number of rows end between two instants: what was logged in one millisecond stays together. From the same begin
 * the same windows come, however often it is asked.
 */
export async function* countLog(
  { predictionLog, findVersion }: CountDeps,
  { endpoint, cuts, from, to }: CountChoice,
): AsyncGenerator<CountedWindows, void, undefined> {
  let open: OpenWindow | undefined;
  let over: WindowRecord[] = [];
  let cursor = from;
  const kinds = ['answer', 'failure'] as const;
  for await (const request of predictionLog.scan(endpoint, { from, to, kinds })) {
    if (open !== undefined && isOver(open, cuts, request)) {
      cursor = cuts.kind === 'time' ? instantOf(open.endMs) : request.at;
      over.push(...closeWindow(open, cursor));
      open = undefined;
      if (over.length >= MOST_TOGETHER) {
        yield { windows: over, cursor };
        over = [];
      }
    }
    open ??= openWindow(cuts, request, Date.parse(from));
    const version = await findVersion(request.version);
    if (version === undefined) continue;
    const counter = open.counters.get(request.version) ?? createCounter(version);
    open.counters.set(request.version, counter);
    counter.add(request);
    open.nRows += request.rows.length;
    open.lastAt = request.at;
  }
  if (cuts.kind === 'rows') {
    if (over.length > 0) yield { windows: over, cursor };
    return;
  }
  if (open !== undefined) over.push(...closeWindow(open, instantOf(open.endMs)));
  yield { windows: over, cursor: to };
}

interface OpenWindow {
  readonly startMs: number;
  /** Infinity where rows say when it is over. */
  readonly endMs: number;
  readonly counters: Map<number, WindowCounter>;
  nRows: number;
  lastAt: string;
}

/** @param fromMs What was counted before is not counted again where windows have become longer meanwhile. */
function openWindow(cuts: WindowCuts, { at }: LoggedRequest, fromMs: number): OpenWindow {
  const atMs = Date.parse(at);
  if (cuts.kind === 'rows')
    return { startMs: atMs, endMs: Number.POSITIVE_INFINITY, ...nothingIn(at) };
  const beginMs = windowStart(cuts.everyMs, atMs);
  const endMs = beginMs + cuts.everyMs;
  return { startMs: Math.max(beginMs, fromMs), endMs, ...nothingIn(at) };
}

function nothingIn(at: string): Omit<OpenWindow, 'startMs' | 'endMs'> {
  return { counters: new Map(), nRows: 0, lastAt: at };
}

function isOver(open: OpenWindow, cuts: WindowCuts, { at }: LoggedRequest): boolean {
  if (cuts.kind === 'time') return Date.parse(at) >= open.endMs;
  return open.nRows >= cuts.nRows && at > open.lastAt;
}

function closeWindow({ startMs, counters }: OpenWindow, end: string): WindowRecord[] {
  const start = instantOf(startMs);
  return [...counters].map(([version, counter]) => {
    const { nRows } = counter;
    return { start, end, version, nRows, body: packCounts(counter.finish()) };
  });
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}
