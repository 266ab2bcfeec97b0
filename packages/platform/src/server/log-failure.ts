import type { AppError } from '@kaizenml/contracts';
import type { Log } from '../kit/index.ts';

/** Whose request failed, for the log. */
export interface FailedRequest {
  readonly traceId: string;
  readonly requestId: string | undefined;
  readonly method: string;
  readonly url: string;
}

/**
 * Tells the log of a failure of the server: a bug of ours with its stack, what is wrong around it (a full disk, another server,
 * an answer that took too long) with its sentence. A probe that is told no has what it asked for, and what was wrong with a request
 * is told to its sender.
 */
export function logFailure(log: Log, error: AppError, request: FailedRequest): void {
  const { code, message } = error;
  if (error.row.status < 500 || code === 'SERVER_NOT_READY') return;
  if (code === 'INTERNAL') log.error('request failed', { ...request, code, stack: stackOf(error) });
  else log.warn('request failed', { ...request, code, message });
}

function stackOf(error: Error): string | undefined {
  return error.cause instanceof Error ? error.cause.stack : error.stack;
}
