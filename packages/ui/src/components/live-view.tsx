import type { ComponentChildren } from 'preact';
import type { Live } from '../api/index.ts';
import { AnswerView } from './answer-view.tsx';

/** What is known of something that may change; the last answer stays while the server cannot be reached. */
export function LiveView<T>({
  live: { value, failure },
  children,
}: {
  readonly live: Live<T>;
  readonly children: (value: T) => ComponentChildren;
}) {
  if (value !== undefined) return <>{children(value)}</>;
  return (
    <AnswerView
      answer={failure === undefined ? { state: 'waiting' } : { state: 'failed', failure }}
    >
      {() => null}
    </AnswerView>
  );
}
