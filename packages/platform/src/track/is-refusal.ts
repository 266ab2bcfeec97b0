import { AppError, ERRORS } from '@kaizenml/contracts';

/** Answers that may be others when the same is sent later: by another key, after a wait, or once the server is itself again. */
const LATER = new Set([401, 403, 408, 429]);

/** Whether asking again would be refused again: what was sent is at fault, and not the server, the way to it, or the moment. */
export function isRefusal(thrown: unknown): thrown is AppError {
  if (!(thrown instanceof AppError)) return false;
  const { status } = ERRORS[thrown.code];
  return status >= 400 && status < 500 && !LATER.has(status);
}
