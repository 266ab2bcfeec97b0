import type { IncomingHttpHeaders } from 'node:http';
import type { ServerLimits } from './limits/limits.ts';
import { answerWithin, timeLimitOf } from './limits/time-limit.ts';
import type { PredictionFigures } from './metrics/prediction-figures.ts';
import type { Visit } from './visit.ts';

/** Rows that were answered, and by what. */
export interface CountedRows {
  readonly endpoint: string;
  readonly version: number;
  readonly nRows: number;
}

/** How the answer to a request is made. */
export interface VisitWork<T> {
  readonly limits: ServerLimits;
  readonly figures: PredictionFigures;
  readonly work: () => Promise<T>;
  /** What is counted of an answer to rows; undefined for other answers. */
  readonly countOf?: ((output: T) => CountedRows) | undefined;
}

/**
 * Answers a request within its time, and counts the rows that were answered.
 *
 * @throws ANSWER_TIMEOUT, and what the work throws
 */
export async function answerVisit<T>(
  { headers, visit }: { readonly headers: IncomingHttpHeaders; readonly visit: Visit },
  { limits, figures, work, countOf }: VisitWork<T>,
): Promise<T> {
  const beganAtMs = performance.now();
  const limitMs = timeLimitOf(headers, limits.answerMs);
  const output = await answerWithin(visit, { limitMs, work });
  if (countOf === undefined) return output;
  const { endpoint, version, nRows } = countOf(output);
  const nowMs = performance.now();
  visit.answer = { endpoint, version };
  figures.answered({
    endpoint,
    version,
    nRows,
    computeMs: nowMs - beganAtMs,
    requestMs: nowMs - visit.arrivedAtMs,
    queueMs: visit.admittedAtMs - visit.arrivedAtMs,
  });
  return output;
}
