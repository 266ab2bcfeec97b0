import { windowStart } from '../counting/window-cuts.ts';

/** Rows of one span. */
export interface SpanRows {
  readonly startMs: number;
  readonly endMs: number;
  /** Places of the rows; empty where none is of this span. */
  readonly rows: Int32Array;
}

/** Which spans are asked for. */
export interface CutChoice {
  readonly everyMs: number;
  /** Spans begin here or later. */
  readonly fromMs: number;
  /** Spans end here or before. */
  readonly toMs: number;
}

/** Spans without rows that are told in a row; longer gaps are passed over. */
const MOST_EMPTY = 100;

/**
 * Rows by the spans of their time, oldest first. A span without rows between others is there, too, so that somebody hears of it.
 *
 * @param times Milliseconds since 1970, NaN where nothing is known.
 * @cost O(rows + spans log spans)
 */
export function cutTimes(times: Float64Array, { everyMs, fromMs, toMs }: CutChoice): SpanRows[] {
  const spans = new Map<number, number[]>();
  for (let row = 0; row < times.length; row++) {
    const startMs = windowStart(everyMs, times[row] as number);
    if (!(startMs >= fromMs && startMs + everyMs <= toMs)) continue;
    const rows = spans.get(startMs);
    if (rows === undefined) spans.set(startMs, [row]);
    else rows.push(row);
  }
  const found: SpanRows[] = [];
  let next = Number.isFinite(fromMs) ? fromMs : undefined;
  for (const [startMs, rows] of [...spans].sort(([a], [b]) => a - b)) {
    if (next !== undefined && (startMs - next) / everyMs <= MOST_EMPTY)
      for (; next < startMs; next += everyMs)
        found.push({ startMs: next, endMs: next + everyMs, rows: new Int32Array() });
    next = startMs + everyMs;
    found.push({ startMs, endMs: next, rows: Int32Array.from(rows) });
  }
  return found;
}

/** The newest time that is not after an instant; -Infinity where there is none. */
export function newestUpTo(times: Float64Array, toMs: number): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const time of times) if (time <= toMs && time > newest) newest = time;
  return newest;
}
