import type { PredictionLog } from '../../../predictions/index.ts';
import type { WindowPlace } from '../../store.ts';
import type { PerformanceWindow } from '../store.ts';
import { createPerformanceCounter, type PerformanceCounter } from './performance-counter.ts';
import type { FindScoredVersion } from './scored-versions.ts';
import { packPerformance, type WindowPerformance } from './window-performance.ts';

/** What counting stands on. */
export interface CountPerformanceDeps {
  readonly predictionLog: Pick<PredictionLog, 'scan'>;
  readonly findVersion: FindScoredVersion;
  /** Estimates of a window that were made before; they do not change with labels. */
  readonly findEstimated: (place: WindowPlace) => WindowPerformance['estimated'] | undefined;
}

/**
 * Counts some windows of an endpoint with all that is known of their requests by now.
 *
 * From the same log the same windows come, however often and in whatever order its labels arrived.
 *
 * @param places Oldest first; several versions of one time stand beside each other.
 * @cost O(rows logged from the first to the last of them)
 */
export async function countPerformance(
  { predictionLog, findVersion, findEstimated }: CountPerformanceDeps,
  { endpoint, places }: { readonly endpoint: string; readonly places: readonly WindowPlace[] },
): Promise<readonly PerformanceWindow[]> {
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return [];
  const open = new Map<WindowPlace, PerformanceCounter>();
  const windows: PerformanceWindow[] = [];
  const close = (until: string): void => {
    for (const [place, counter] of open)
      if (place.end <= until) {
        windows.push(toWindow(place, counter.finish()));
        open.delete(place);
      }
  };
  let next = 0;
  for await (const request of predictionLog.scan(endpoint, { from: first.start, to: last.end })) {
    close(request.at);
    for (let place = places[next]; place && place.start <= request.at; place = places[++next]) {
      const version = await findVersion(place.version);
      if (version === undefined || place.end <= request.at) continue;
      const choice = { startMs: Date.parse(place.start), estimated: findEstimated(place) };
      open.set(place, createPerformanceCounter(version, choice));
    }
    for (const [place, counter] of open)
      if (place.version === request.version) counter.add(request);
  }
  close(last.end);
  return windows;
}

function toWindow(
  { start, end, version }: WindowPlace,
  performance: WindowPerformance,
): PerformanceWindow {
  const { nRows, nRequests, nRewarded, outcomes } = performance;
  return {
    ...{ start, end, version, nRows, nLabelled: outcomes.nRows, nRequests, nRewarded },
    body: packPerformance(performance),
  };
}
