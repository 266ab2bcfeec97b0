import { AppError, type ErrorCode } from '@kaizenml/contracts';

/** What a test compares of a failure. */
export interface Thrown {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The failure of a call, for comparison as a whole. */
export function thrownBy(call: () => unknown): Thrown {
  try {
    call();
  } catch (thrown) {
    return toThrown(thrown);
  }
  throw new Error('the call was expected to fail');
}

/** The failure of a promise, for comparison as a whole. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Thrown> {
  return await promise.then(
    () => {
      throw new Error('the promise was expected to be rejected');
    },
    (thrown: unknown) => toThrown(thrown),
  );
}

function toThrown(thrown: unknown): Thrown {
  if (!(thrown instanceof AppError)) throw thrown;
  const { code, message, hint, details } = thrown;
  return { code, message, hint, details };
}
