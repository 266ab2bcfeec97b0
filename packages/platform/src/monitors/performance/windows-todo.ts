import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { MonitorStore, WindowPlace } from '../store.ts';
import { type ChangedDays, dayOf } from './changed-days.ts';
import type { CountedDay } from './state.ts';
import type { PerformanceRecord, PerformanceStore } from './store.ts';

const DAY_MS = 86_400_000;

/** A window that is to be counted. */
export interface WindowTodo extends WindowPlace {
  /** It was not counted yet. */
  readonly isNew: boolean;
}

/** What is to be counted, and what is known when it is. */
export interface Todo {
  /** Windows that are read together, oldest first: those that begin on one day. */
  readonly chunks: readonly (readonly WindowTodo[])[];
  /** End of the newest window among some that was not counted before. */
  newestIn(places: readonly WindowTodo[]): string | undefined;
  /** The days once all is counted; undefined where nothing changes of them. */
  daysAfter(
    before: Readonly<Record<string, CountedDay>>,
    work: Omit<CountedDay, 'mark'>,
  ): Readonly<Record<string, CountedDay>> | undefined;
}

/** What windows are looked for by. */
export interface TodoChoice extends ChangedDays {
  readonly record: PerformanceRecord;
  readonly settings: Pick<MonitorSettings, 'performance' | 'window'>;
  readonly nowMs: number;
}

/** The windows that the monitor has counted since, and those of changed days. */
export async function windowsTodo(
  {
    monitors,
    performance,
  }: {
    readonly monitors: Pick<MonitorStore, 'places'>;
    readonly performance: Pick<PerformanceStore, 'places'>;
  },
  { record, settings, changed, gone, days, nowMs }: TodoChoice,
): Promise<Todo> {
  const { subject, state } = record;
  const news = await monitors.places(subject, { from: state.countedTo ?? undefined });
  const waitMs = durationMs(settings.performance.labelsWithin);
  const known =
    changed.size === 0
      ? []
      : await performance.places(subject, { from: longestBefore(changed, settings.window) });
  const stale = known.filter(({ start, end }) => {
    const of = daysOf({ start, end });
    const isWaitedFor = Date.parse(end) + waitMs > nowMs;
    return isWaitedFor && of.some((day) => changed.has(day)) && !of.some((day) => gone.has(day));
  });
  const todo: WindowTodo[] = [
    ...stale.map(({ start, end, version }) => ({ start, end, version, isNew: false })),
    ...news.map(({ start, end, version }) => ({ start, end, version, isNew: true })),
  ];
  todo.sort((a, b) => (a.start === b.start ? a.version - b.version : a.start < b.start ? -1 : 1));
  return {
    chunks: byDay(todo),
    newestIn: (places) => places.findLast(({ isNew }) => isNew)?.end,
    daysAfter(before, work) {
      const kept = Object.entries(before).filter(([day]) => days.has(day));
      if (changed.size === 0 && kept.length === Object.keys(before).length) return undefined;
      const anew = [...changed].map(([day, mark]) => [day, { mark, ...work }] as const);
      return Object.fromEntries([...kept, ...anew]);
    },
  };
}

/** Windows in chunks by the day on which they begin. */
function byDay(todo: readonly WindowTodo[]): WindowTodo[][] {
  const chunks = new Map<string, WindowTodo[]>();
  for (const place of todo) {
    const day = place.start.slice(0, 10);
    const chunk = chunks.get(day) ?? [];
    chunks.set(day, chunk);
    chunk.push(place);
  }
  return [...chunks.values()];
}

/** The days that a window touches. */
function daysOf({ start, end }: Pick<WindowPlace, 'start' | 'end'>): string[] {
  const days: string[] = [];
  const lastMs = Math.max(Date.parse(start), Date.parse(end) - 1);
  for (let ms = Date.parse(`${start.slice(0, 10)}T00:00:00.000Z`); ms <= lastMs; ms += DAY_MS)
    days.push(dayOf(ms));
  return days;
}

/** Begin before which no window touches a changed day; undefined where rows say how long windows are. */
function longestBefore(
  changed: ReadonlyMap<string, string>,
  window: MonitorSettings['window'],
): string | undefined {
  const [first] = [...changed.keys()].sort();
  if (first === undefined || typeof window !== 'string') return undefined;
  return new Date(Math.max(0, Date.parse(first) - durationMs(window))).toISOString();
}
