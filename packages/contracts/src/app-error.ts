import { ERRORS, type ErrorCode } from './errors.ts';
import { clipQuotes } from './text/clip-quotes.ts';

/** What a failure says besides its code. */
export interface AppErrorOptions {
  /** One sentence: subject, expectation, what was given, place. Ends with a full stop. Long quotations are cut; see `clipQuotes`. */
  readonly message: string;
  /** One imperative that mends it, with the exact command where there is one. */
  readonly hint?: string;
  /** Every value of the sentence as JSON. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

const MARK = Symbol.for('kaizenml.AppError');

/**
 * The one error class that crosses a boundary; `ERRORS[code]` gives status, exit code and title.
 *
 * `instanceof` goes by a mark and not by the class: the published ml carries a copy of this file.
 *
 * @example
 * throw new AppError('RUN_NOT_FOUND', {
 *   message: `Run "${id}" does not exist.`,
 *   hint: 'See the ids with `kaizen runs list`.',
 *   details: { id },
 * });
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  constructor(code: ErrorCode, options: AppErrorOptions) {
    super(
      clipQuotes(options.message),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'AppError';
    Object.defineProperty(this, MARK, { value: true });
    this.code = code;
    this.hint = options.hint === undefined ? undefined : clipQuotes(options.hint);
    this.details = options.details ?? {};
  }

  /** Status, exit code and title of this failure. */
  get row(): (typeof ERRORS)[ErrorCode] {
    return ERRORS[this.code];
  }
}

/** A problem document (RFC 9457) with our code, hint and details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly hint?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Turns any thrown value into an AppError; what is not one already becomes INTERNAL with its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('INTERNAL', {
    message: `KaizenML failed unexpectedly: ${said}.`,
    hint: 'This is a bug of ours. Please report it with the output of `kaizen doctor`.',
    cause: thrown,
  });
}

/**
 * Renders a failure as a problem document.
 *
 * @source RFC 9457, "Problem Details for HTTP APIs".
 */
export function toProblem(error: AppError): Problem {
  return {
    type: `urn:kaizenml:error:${error.code}`,
    title: error.row.title,
    status: error.row.status,
    detail: error.message,
    code: error.code,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    details: error.details,
  };
}

/**
 * Throws when something only a bug of ours can break is broken.
 *
 * @throws INTERNAL
 */
export function invariant(condition: unknown, what: string): asserts condition {
  if (condition) return;
  throw new AppError('INTERNAL', {
    message: `KaizenML broke its own promise: ${what}.`,
    hint: 'This is a bug of ours. Please report it with the output of `kaizen doctor`.',
    details: { what },
  });
}
