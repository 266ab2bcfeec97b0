import type { Visit } from '../visit.ts';
import { type Counter, createCounters } from './counters.ts';
import { createHistograms, type Histogram } from './histograms.ts';
import { remembered } from './remembered.ts';

/** Upper bounds, seconds: a prediction takes well under a millisecond, a table may take seconds. */
const BOUNDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** What a part of a path must look like, which says nothing in a label. */
const PATTERN = /\([^)]*\)/g;

/** What is counted of a request, whatever protocol it came by. */
export interface CountedRequest {
  readonly method: string;
  /** True where no route was found. */
  readonly is404: boolean;
  readonly visit: Visit;
  /** The same object for every request of a route. */
  readonly routeOptions: { readonly config: object; readonly url?: string | undefined };
}

/** Requests by route: how long they took, and how they failed. */
export interface RequestFigures {
  /** Counts a request that is over. @param status What was answered, or 499 when nobody waited for it. */
  count(request: CountedRequest, status: number): void;
  text(): string;
}

/** Figures without a request yet. What a route counts is found by the route itself, so that no label is written again. */
export function createRequestFigures(): RequestFigures {
  const durations = createHistograms('http_request_duration_seconds', {
    help: 'Time from the headers of a request to the end of its answer.',
    bounds: BOUNDS,
  });
  const errors = createCounters('kaizen_errors_total', 'Failed requests by route and code.');
  const durationsOf = new Map<object, Map<number, Histogram>>();
  const errorsOf = new Map<object, Map<string, Counter>>();
  return {
    count(request, status) {
      const { config, url } = request.routeOptions;
      const { method, visit } = request;
      const routeLabel = () => (request.is404 ? 'none' : (url ?? 'none').replaceAll(PATTERN, ''));
      const key = method === 'HEAD' ? -status : status;
      const ofRoute = remembered(durationsOf, config, () => new Map<number, Histogram>());
      const duration = remembered(ofRoute, key, () =>
        durations.create({
          ...{ method: request.is404 ? 'none' : method, route: routeLabel(), status },
        }),
      );
      duration.observe((performance.now() - visit.arrivedAtMs) / 1000);
      const { code } = visit;
      if (code === undefined) return;
      const failures = remembered(errorsOf, config, () => new Map<string, Counter>());
      remembered(failures, code, () => errors.create({ route: routeLabel(), code })).value++;
    },
    text: () => durations.text() + errors.text(),
  };
}
