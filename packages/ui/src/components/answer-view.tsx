import type { ComponentChildren } from 'preact';
import type { Answer } from '../api/index.ts';
import { FailureNote } from './failure-note.tsx';

/** What the server said, or that it has not yet, or why it did not. */
export function AnswerView<T>({
  answer,
  children,
}: {
  readonly answer: Answer<T>;
  readonly children: (value: T) => ComponentChildren;
}) {
  if (answer.state === 'waiting')
    return (
      <p class="waiting" role="status">
        <span class="dots" aria-hidden="true" /> Asking the server
      </p>
    );
  if (answer.state === 'failed') return <FailureNote failure={answer.failure} />;
  return <>{children(answer.value)}</>;
}
