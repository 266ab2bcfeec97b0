import type { Sent } from './send.ts';

const FIRST_WAIT_MS = 1000;

/** Whether it may be taken later: what a server refuses it will refuse again; what is busy, broken or away may come back. */
export function isWorthRetrying({ status }: Pick<Sent, 'status'>): boolean {
  return status === undefined || status === 408 || status === 429 || status >= 500;
}

/** How long to wait after a try that failed, milliseconds: twice as long each time, from a second on. */
export function waitAfterMs(nTried: number, longestMs: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** nTried, longestMs);
}
