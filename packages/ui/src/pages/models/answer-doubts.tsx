import { formatNumber, formatShare } from '../../charts/index.ts';
import type { Served } from './model-shown.ts';

type Answer = Served['predictions'][number];

/** How far the answer goes: its interval or set of classes, what the door put up with, and why it should be doubted. */
export function AnswerDoubts({ served }: { readonly served: Served }) {
  const [answer] = served.predictions;
  const told = [...(served.problems ?? []), ...(served.flags ?? [])].map(({ message }) =>
    message.replace('/rows/0/', ''),
  );
  return (
    <>
      {answer && <Trust answer={answer} />}
      {told.length > 0 && (
        <div class="note warned" data-testid="doubts">
          Do not rely on it without a second look:
          <ul class="plain">
            {[...new Set(told)].map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Trust({ answer: { interval, classes } }: { readonly answer: Answer }) {
  if (interval !== undefined)
    return (
      <p class="soft">
        The truth lies between {formatNumber(interval.low)} and {formatNumber(interval.high)} in{' '}
        {formatShare(interval.level)} of such answers.
      </p>
    );
  if (classes === undefined || classes.names.length === 0) return null;
  return (
    <p class="soft">
      The truth is {classes.names.length === 1 ? '' : 'one of '}
      {classes.names.slice(0, 8).join(', ')}
      {classes.names.length > 8 ? ` and ${classes.names.length - 8} more` : ''} in{' '}
      {formatShare(classes.level)} of such answers.
    </p>
  );
}
