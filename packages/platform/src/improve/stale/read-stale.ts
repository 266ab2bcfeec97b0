import {
  type Glance,
  glanceAt,
  type StaleTime,
  type StaleValue,
  staleTime,
  staleValue,
  timeNeedsPast,
  valueNeedsPast,
} from '@kaizenml/ml/quality';
import type { Binning, ColumnBaseline } from '@kaizenml/ml/windows';
import {
  type FindCountedVersion,
  SURE,
  unpackCounts,
  type WindowRecord,
} from '../../monitors/index.ts';
import { countedVersionsOf } from '../counted-versions-of.ts';
import type { ImproveDeps } from '../deps.ts';
import type { Span } from '../periods.ts';
import { windowsIn } from '../read-period.ts';

/** An input that goes on being sent, and no longer moves. */
export interface StaleColumn {
  readonly column: string;
  readonly kind: Binning['kind'];
  /** What it stands still at. */
  readonly found:
    | ({ readonly kind: 'value' } & StaleValue)
    | ({ readonly kind: 'time' } & StaleTime);
  /** Begin of the first window since which it does. */
  readonly since: string;
  /** Whether it was seen to move before that. */
  readonly hasMoved: boolean;
  /** Rows of the period in which it does, of all. */
  readonly share: number;
}

/** Where stale columns are looked for. */
export interface StaleChoice {
  readonly endpoint: string;
  /** What the version that answered most learned from is what columns are compared with; undefined where none answered. */
  readonly version: number | undefined;
  readonly spans: { readonly now: Span; readonly before: Span };
  /** Inputs that are watched. Default: all. */
  readonly columns?: readonly string[] | undefined;
  /** Inputs that are not judged. */
  readonly leftOut: ReadonlySet<string>;
}

/** How long ago a column may have stopped for its begin to be looked for. */
const LOOK_BACK_MS = 90 * 86_400_000;
/** Windows in which a stale column has not moved, or more. */
const RECENT = 3;

/**
 * Inputs that varied in training, and whose windows up to the end of the period no longer move.
 *
 * Both periods are looked at, whichever versions answered; where they do not say since when a column stands still, or whether it often
 * does, those before them too, up to 90 days.
 *
 * @cost O(windows bins), and of the last three windows alone where none stands still in them; no row is read.
 */
export async function readStale(
  deps: ImproveDeps,
  { endpoint, version, spans, columns, leftOut }: StaleChoice,
): Promise<readonly StaleColumn[]> {
  const findVersion = countedVersionsOf(deps, endpoint);
  const trained = version === undefined ? undefined : await findVersion(version);
  const watched = columns && new Set(columns);
  const asked = (trained?.columns ?? []).filter(
    ({ role, binning: { name } }) =>
      role === 'input' && watched?.has(name) !== false && !leftOut.has(name),
  );
  const { before, now } = spans;
  const last = await windowsIn(deps, endpoint, now);
  const recent = await lookAt(last.slice(-RECENT), findVersion);
  const inputs = asked.filter((input) => mayStandStill(input, glancesOf(input, recent)));
  if (inputs.length === 0) return [];
  const look = async (span: Span) => lookAt(await windowsIn(deps, endpoint, span), findVersion);
  let looked = [...(await look(before)), ...(await lookAt(last, findVersion))];
  const [toMs, lengthMs] = [Date.parse(now.to), Date.parse(now.to) - Date.parse(now.from)];
  const [oldest] = await deps.store.monitors.places(`endpoint:${endpoint}`, {
    from: new Date(toMs - LOOK_BACK_MS).toISOString(),
  });
  const oldestMs = oldest === undefined ? toMs : Date.parse(oldest.start);
  for (
    let endMs = Date.parse(before.from);
    endMs > oldestMs && needsPast(inputs, looked);
    endMs -= lengthMs
  ) {
    const [from = '', to = ''] = [endMs - lengthMs, endMs].map((ms) => new Date(ms).toISOString());
    looked = [...(await look({ from, to })), ...looked];
  }
  return staleOf(inputs, looked, { now, nAsked: asked.length });
}

/** What is remembered of a window. */
interface LookedAt {
  /** What its rows stand for. */
  readonly weight: number;
  readonly startMs: number;
  readonly glances: ReadonlyMap<string, Glance>;
}

async function lookAt(
  windows: readonly WindowRecord[],
  findVersion: FindCountedVersion,
): Promise<LookedAt[]> {
  const looked: LookedAt[] = [];
  for (const { start, end, version, body } of windows) {
    const { columns } = (await findVersion(version)) ?? {};
    if (columns === undefined) continue;
    const counts = unpackCounts(columns, body);
    const span = { startMs: Date.parse(start), endMs: Date.parse(end) };
    const glances = new Map<string, Glance>();
    columns.forEach(({ role, binning }, i) => {
      const window = counts.columns[i];
      const glance = window && role === 'input' ? glanceAt(span, { binning, window }) : undefined;
      if (glance !== undefined) glances.set(binning.name, glance);
    });
    looked.push({ weight: counts.columns[0]?.weight ?? 0, startMs: span.startMs, glances });
  }
  return looked;
}

/** Whether the newest windows leave it open that a column stands still. A time may move, and be late. */
function mayStandStill({ binning }: ColumnBaseline, recent: readonly Glance[]): boolean {
  const [first] = recent;
  if (first === undefined) return false;
  if (binning.kind === 'date') return true;
  return first.only !== undefined && recent.every(({ only }) => only?.value === first.only?.value);
}

/** Whether windows further back must say since when some column stands still, or whether that is usual. */
function needsPast(inputs: readonly ColumnBaseline[], looked: readonly LookedAt[]): boolean {
  return inputs.some((reference) => {
    const glances = glancesOf(reference, looked);
    const isTime = reference.binning.kind === 'date';
    return valueNeedsPast(glances, reference) || (isTime && timeNeedsPast(glances));
  });
}

function glancesOf({ binning }: ColumnBaseline, looked: readonly LookedAt[]): Glance[] {
  return looked.flatMap(({ glances }) => glances.get(binning.name) ?? []);
}

function staleOf(
  inputs: readonly ColumnBaseline[],
  looked: readonly LookedAt[],
  { now, nAsked }: { readonly now: Span; readonly nAsked: number },
): StaleColumn[] {
  const fromMs = Date.parse(now.from);
  const all = looked.reduce((sum, { startMs, weight }) => sum + (startMs < fromMs ? 0 : weight), 0);
  return inputs.flatMap((reference) => {
    const glances = glancesOf(reference, looked);
    const found = findStale(reference, glances, nAsked);
    const begin = glances[found?.first ?? glances.length];
    if (found === undefined || begin === undefined) return [];
    const weight = glances
      .slice(found.first)
      .filter(({ startMs }) => startMs >= fromMs)
      .reduce((sum, one) => sum + one.weight * (found.kind === 'time' ? 1 : found.share), 0);
    if (weight === 0) return [];
    const { name: column, kind } = reference.binning;
    const since = new Date(begin.startMs).toISOString();
    return [{ column, kind, found, since, hasMoved: found.first > 0, share: weight / all }];
  });
}

/** @param nColumns How many are asked the same: chance has as many tries. */
function findStale(
  reference: ColumnBaseline,
  glances: readonly Glance[],
  nColumns: number,
): StaleColumn['found'] | undefined {
  const value = staleValue(glances, reference);
  if (value !== undefined && value.pValue * nColumns <= SURE) return { kind: 'value', ...value };
  const time = reference.binning.kind === 'date' ? staleTime(glances, reference.window) : undefined;
  return time && { kind: 'time', ...time };
}
