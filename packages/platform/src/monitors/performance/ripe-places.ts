import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { Basis } from './state.ts';
import type { PerformancePlace, PerformanceRecord, PerformanceStore } from './store.ts';

/** What is looked for. */
export interface RipeChoice {
  readonly basis: Basis;
  readonly settings: MonitorSettings;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * The windows since the last verdict of a basis of which no more is waited for, oldest first; `nRows` are those that say something.
 *
 * Before labels every window says something at once. With labels, and with what requests brought, a window is waited for until the
 * share of them that settings ask for has arrived, or so long has gone by that no more are waited for.
 *
 * @returns None of a basis of which nothing was ever seen.
 */
export async function ripePlaces(
  performance: Pick<PerformanceStore, 'places'>,
  { subject, state }: Pick<PerformanceRecord, 'subject' | 'state'>,
  choice: RipeChoice,
): Promise<readonly PerformancePlace[]> {
  const { basis } = choice;
  const from = state.bases[basis].judgedTo ?? undefined;
  const saying = (place: PerformancePlace) => ({ ...place, nRows: rowsOf(place, basis) });
  if (basis === 'estimated') return (await performance.places(subject, { from })).map(saying);
  const of = basis === 'labelled' ? 'labels' : 'rewards';
  if (state.hasSeen?.[of] === false) return [];
  const orAfter = new Date(Math.max(0, waitedFromMs(choice))).toISOString();
  const waiting = await performance.places(subject, { from, known: { of, orAfter } });
  return beforeUnripe(waiting, choice).map(saying);
}

/** Windows of which nothing came and nothing is waited for any more say nothing, however many they become. */
function waitedFromMs({ settings, nowMs }: RipeChoice): number {
  return nowMs - durationMs(settings.performance.labelsWithin);
}

function rowsOf(place: PerformancePlace, basis: Basis): number {
  if (basis === 'labelled') return place.nLabelled;
  return basis === 'business' ? place.nRewarded : place.nRows;
}

/** The first windows of which no more is waited for. */
function beforeUnripe(
  places: readonly PerformancePlace[],
  choice: RipeChoice,
): readonly PerformancePlace[] {
  const { basis, settings } = choice;
  const known = new Map<string, { has: number; of: number }>();
  for (const place of places) {
    const sum = known.get(place.start) ?? { has: 0, of: 0 };
    sum.has += rowsOf(place, basis);
    sum.of += basis === 'labelled' ? place.nRows : place.nRequests;
    known.set(place.start, sum);
  }
  const isRipe = ({ start, end }: PerformancePlace) => {
    const { has, of } = known.get(start) ?? { has: 0, of: 0 };
    return has >= settings.performance.labelled * of || Date.parse(end) <= waitedFromMs(choice);
  };
  const unripe = places.findIndex((place) => !isRipe(place));
  return unripe < 0 ? places : places.slice(0, unripe);
}
