import type { TrafficMeter } from '../endpoints/index.ts';
import type { ServingCounters } from './counters.ts';

/** Counters that also tell the meter, which knows when it was. */
export function withTraffic(
  counters: ServingCounters,
  traffic: Pick<TrafficMeter, 'count'>,
): ServingCounters {
  return {
    ...counters,
    count(version, request) {
      counters.count(version, request);
      traffic.count(version, request);
    },
  };
}
