import { type AppError, toAppError } from '@kaizenml/contracts';
import { useEffect, useState } from 'preact/hooks';

/** How a question is asked again and again. */
export interface LiveOptions<T> {
  /** Everything that the question depends on. */
  readonly key: string;
  /** Time between an answer and the next question. Default 1000. */
  readonly everyMs?: number;
  /** Whether the answer may still change. Default: always. */
  readonly mayChange?: (value: T) => boolean;
}

/** What is known of something that may change. */
export interface Live<T> {
  /** Undefined before the first answer; it stays when a later question fails. */
  readonly value: T | undefined;
  /** Why the last question was not answered. */
  readonly failure: AppError | undefined;
  /** Puts a newer value in its place at once. */
  show(value: T): void;
}

/** After a failure: the server may be starting again. */
const ASK_AGAIN_MS = 3000;
/** Failures that pass: those of the server, and of too many questions. */
const PASSES = (status: number) => status >= 500 || status === 429;

/**
 * Asks until the answer cannot change any more; a page that nobody looks at does not ask.
 *
 * @param ask Gets what is known already, so that only what is new must be asked for.
 */
export function useLive<T>(
  ask: (known: T | undefined) => Promise<T>,
  { key, everyMs = 1000, mayChange = () => true }: LiveOptions<T>,
): Live<T> {
  const [shown, setShown] = useState<{
    readonly key: string;
    readonly value: T | undefined;
    readonly failure: AppError | undefined;
  }>();
  useEffect(() => {
    let isGone = false;
    let value: T | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askAfter = (ms: number) => {
      timer = setTimeout(() => {
        if (document.hidden) document.addEventListener('visibilitychange', askNow, { once: true });
        else askNow();
      }, ms);
    };
    const askNow = (): void => {
      ask(value).then(
        (next) => {
          if (isGone) return;
          value = next;
          setShown({ key, value, failure: undefined });
          if (mayChange(next)) askAfter(everyMs);
        },
        (thrown: unknown) => {
          if (isGone) return;
          const failure = toAppError(thrown);
          setShown({ key, value, failure });
          if (PASSES(failure.row.status)) askAfter(ASK_AGAIN_MS);
        },
      );
    };
    askNow();
    return () => {
      isGone = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', askNow);
    };
  }, [key, everyMs]);
  const { value, failure } = shown?.key === key ? shown : { value: undefined, failure: undefined };
  return { value, failure, show: (next) => setShown({ key, value: next, failure: undefined }) };
}
