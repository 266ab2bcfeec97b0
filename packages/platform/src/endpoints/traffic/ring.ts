import { logGrid, quantileOnGrid } from '@kaizenml/ml/sketches';

/** A request to count. */
export interface RingRequest {
  readonly nRows: number;
  readonly hasFailed: boolean;
  readonly tookMs: number;
}

/** Latencies that half, most and nearly all answers keep, milliseconds; null where nothing was answered. */
export interface Quantiles {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/** What happened in a span of time. */
export interface Counted extends Quantiles {
  readonly nRequests: number;
  readonly nRows: number;
  readonly nFailed: number;
}

/** A span as it goes to another process: its counts, and answers by the bins that have some. */
export interface HeldSpan {
  /** Milliseconds since 1970, a multiple of the length of a span. */
  readonly startMs: number;
  readonly nRequests: number;
  readonly nRows: number;
  readonly nFailed: number;
  readonly answers: readonly (readonly [bin: number, count: number])[];
}

/** The last spans of time, the oldest of which makes room for the next. */
export interface Ring {
  /** @cost O(1), no memory but that of a new span. */
  count(nowMs: number, request: RingRequest): void;
  /** The spans that are over, oldest first, as many as the ring keeps. */
  spans(nowMs: number): readonly Counted[];
  /** All of them together with the span that is not over yet. */
  total(nowMs: number): Counted;
  /** The spans in which something happened, with the one that is not over yet. */
  held(nowMs: number): readonly HeldSpan[];
  /** Adds what another ring of the same size held. */
  add(held: readonly HeldSpan[]): void;
}

/** Size of a ring. */
export interface RingSize {
  readonly spanMs: number;
  /** Spans that are over and kept. */
  readonly nSpans: number;
}

interface Span {
  /** Milliseconds since 1970, a multiple of the length of a span. */
  startMs: number;
  nRequests: number;
  nRows: number;
  nFailed: number;
  /** Answers per bin of the grid; made for the first one. */
  answers: Uint32Array | undefined;
}

/** From a microsecond to 17 minutes; 340 bins, 1.4 kB for a span in which something was answered. */
const GRID = logGrid({ range: [1e-3, 1e6], relativeError: 0.03 });

/** Begin of a span of a slot that was never used. */
const NEVER = Number.NEGATIVE_INFINITY;

export function createRing({ spanMs, nSpans }: RingSize): Ring {
  const slots = Array.from({ length: nSpans + 1 }, () => emptySpan(NEVER));
  const startOf = (nowMs: number) => Math.floor(nowMs / spanMs) * spanMs;
  const at = (startMs: number): Span | undefined => {
    const slot = slots[(startMs / spanMs) % slots.length];
    return slot?.startMs === startMs ? slot : undefined;
  };
  const kept = (nowMs: number): (Span | undefined)[] => {
    const current = startOf(nowMs);
    return Array.from({ length: nSpans }, (_, i) => at(current - (nSpans - i) * spanMs));
  };
  const spanOf = (startMs: number): Span => {
    const found = at(startMs);
    if (found !== undefined) return found;
    const span = emptySpan(startMs);
    slots[(startMs / spanMs) % slots.length] = span;
    return span;
  };
  const used = (nowMs: number): Span[] =>
    [...kept(nowMs), at(startOf(nowMs))].filter((span) => span !== undefined);
  return {
    count(nowMs, { nRows, hasFailed, tookMs }) {
      const span = spanOf(startOf(nowMs));
      span.nRequests += 1;
      if (hasFailed) {
        span.nFailed += 1;
        return;
      }
      span.nRows += nRows;
      span.answers ??= new Uint32Array(GRID.nBins);
      const bin = GRID.binOf(tookMs);
      span.answers[bin] = (span.answers[bin] ?? 0) + 1;
    },
    spans: (nowMs) => kept(nowMs).map((span) => summed(span === undefined ? [] : [span])),
    total: (nowMs) => summed(used(nowMs)),
    held: (nowMs) => used(nowMs).map(toHeld),
    add(held) {
      for (const { startMs, nRequests, nRows, nFailed, answers } of held) {
        const span = spanOf(startMs);
        span.nRequests += nRequests;
        span.nRows += nRows;
        span.nFailed += nFailed;
        if (answers.length === 0) continue;
        span.answers ??= new Uint32Array(GRID.nBins);
        for (const [bin, count] of answers) span.answers[bin] = (span.answers[bin] ?? 0) + count;
      }
    },
  };
}

function toHeld({ startMs, nRequests, nRows, nFailed, answers }: Span): HeldSpan {
  const bins: [number, number][] = [];
  answers?.forEach((count, bin) => {
    if (count > 0) bins.push([bin, count]);
  });
  return { startMs, nRequests, nRows, nFailed, answers: bins };
}

/** Spans as one. */
function summed(spans: readonly Span[]): Counted {
  const counts = { nRequests: 0, nRows: 0, nFailed: 0 };
  const answers = new Uint32Array(GRID.nBins);
  for (const span of spans) {
    counts.nRequests += span.nRequests;
    counts.nRows += span.nRows;
    counts.nFailed += span.nFailed;
    span.answers?.forEach((count, bin) => {
      answers[bin] = (answers[bin] ?? 0) + count;
    });
  }
  const quantile = (share: number) => rounded(quantileOnGrid(GRID, answers, share));
  return { ...counts, p50Ms: quantile(0.5), p95Ms: quantile(0.95), p99Ms: quantile(0.99) };
}

/** The grid is exact to 3 %: further digits would not be true. */
function rounded(ms: number | undefined): number | null {
  return ms === undefined ? null : Number(ms.toPrecision(3));
}

function emptySpan(startMs: number): Span {
  return { startMs, nRequests: 0, nRows: 0, nFailed: 0, answers: undefined };
}
