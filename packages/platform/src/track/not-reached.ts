import { AppError } from '@kaizenml/contracts';

/** The failure that says that something could not be sent, and is not lost. @param what Begins the sentence. */
export function notReached(what: string, thrown: unknown): AppError {
  const reason = (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\.$/, '');
  return new AppError('REMOTE_UNAVAILABLE', {
    message: `${what} must be sent, got a failure: ${reason}.`,
    hint: 'It waits on the disk and is sent again; look whether the server is there.',
    details: { reason },
    cause: thrown,
  });
}
