import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';

/** Something that a button asks the server to do: whether it is under way, and why it failed. */
export function useAsking() {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppError>();
  const ask = <T>(question: () => Promise<T>, then: (answer: T) => void): void => {
    setBusy(true);
    setFailure(undefined);
    question()
      .then(then, (thrown: unknown) => setFailure(toAppError(thrown)))
      .finally(() => setBusy(false));
  };
  return { isBusy, failure, ask } as const;
}
