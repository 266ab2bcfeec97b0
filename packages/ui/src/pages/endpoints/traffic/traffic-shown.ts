import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { COLORS, formatNumber, seriesColor } from '../../../charts/index.ts';

/** Traffic as the server shows it. */
export type Traffic = OutputOf<Operations['endpoints']['traffic']>;
export type TrafficWindow = Traffic['window'];
export type VersionTraffic = Traffic['versions'][number];

/** The latencies that are shown, with their names. */
export const QUANTILES = [
  ['p50Ms', 'p50'],
  ['p95Ms', 'p95'],
  ['p99Ms', 'p99'],
] as const;

/** A version with its side while another one takes over: `Version 2, candidate`. */
export function sayVersion({ version, route }: Pick<VersionTraffic, 'version' | 'route'>): string {
  return `Version ${version}${route === null ? '' : `, ${route}`}`;
}

/** The champion has the first color, who wants its place the fourth, of several the first of them; the second is for requests without an answer. */
export function colorOf({ route }: Pick<VersionTraffic, 'route'>, i: number): string {
  if (route === 'champion') return COLORS.main;
  if (route === 'candidate' && i < 2) return COLORS.fourth;
  return seriesColor([0, 2, 3][i % 3] ?? 0);
}

/** A latency as people read it, microseconds below a millisecond; a dash for none. */
export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  return ms < 1
    ? `${formatNumber(Number((1000 * ms).toPrecision(3)))} µs`
    : `${formatNumber(ms)} ms`;
}

/** Middle of every span, milliseconds since 1970. */
export function instantsOf({ from, spanSeconds, nSpans }: Traffic): number[] {
  const start = Date.parse(from);
  return Array.from({ length: nSpans }, (_, i) => start + (i + 0.5) * spanSeconds * 1000);
}
