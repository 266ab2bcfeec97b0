import { type AppError, toAppError } from '@kaizenml/contracts';
import { useEffect, useState } from 'preact/hooks';

/** What is known of a question to the server. */
export type Answer<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly failure: AppError }
  | { readonly state: 'here'; readonly value: T };

/**
 * Asks when the page appears and whenever `key` changes; an answer to an older key is ignored.
 *
 * @param key Everything that the question depends on.
 */
export function useAnswer<T>(ask: () => Promise<T>, key: string): Answer<T> {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly to: Answer<T> }>();
  useEffect(() => {
    let isCurrent = true;
    const keep = (to: Answer<T>) => {
      if (isCurrent) setAnswer({ key, to });
    };
    ask().then(
      (value) => keep({ state: 'here', value }),
      (thrown: unknown) => keep({ state: 'failed', failure: toAppError(thrown) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return answer?.key === key ? answer.to : { state: 'waiting' };
}
