import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { TRAFFIC_WINDOWS, type VersionTraffic } from './meter.ts';

type Recent = OutputOf<Operations['endpoints']['show']>['recent'];

/** Spans of the meter that one span of a list is made of. */
const JOINED = 6;

/** What an endpoint did in the last ten minutes, over all versions. @param versions Their traffic in the window `minutes`. */
export function recentTraffic(versions: readonly VersionTraffic[]): Recent {
  const { spanMs, nSpans } = TRAFFIC_WINDOWS.minutes;
  const perSecond = Array.from({ length: nSpans / JOINED }, (_, i) => {
    const nRequests = versions.reduce(
      (sum, { spans }) => sum + countIn(spans.slice(i * JOINED, (i + 1) * JOINED)),
      0,
    );
    return Number((nRequests / ((JOINED * spanMs) / 1000)).toPrecision(3));
  });
  const p95s = versions.flatMap(({ total }) => total.p95Ms ?? []);
  return {
    nRequests: countIn(versions.map(({ total }) => total)),
    nFailed: versions.reduce((sum, { total }) => sum + total.nFailed, 0),
    p95Ms: p95s.length === 0 ? null : Math.max(...p95s),
    perSecond,
  };
}

function countIn(spans: readonly { readonly nRequests: number }[]): number {
  return spans.reduce((sum, { nRequests }) => sum + nRequests, 0);
}
