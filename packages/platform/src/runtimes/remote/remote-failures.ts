import { AppError } from '@kaizenml/contracts';
import type { AskSettings } from './ask-settings.ts';
import type { Sent } from './send-request.ts';

/** Statuses by which a server says that what it was sent is wrong. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const BUSY: ReadonlySet<number> = new Set([429, 503]);
const LATE: ReadonlySet<number> = new Set([408, 504]);
const MOST_SAID = 200;

/** Makes sentences of what another server said. Its own sentence is passed on only where it is about the rows. */
export function remoteFailure(
  subject: string,
  { timeoutMs, maxAnswerBytes }: AskSettings,
): (sent: Sent) => AppError {
  const failed = (message: string, details: Record<string, unknown>): AppError =>
    new AppError('REMOTE_FAILED', {
      message: `${subject} must ${message}.`,
      hint: 'Look into the log of that server; its address is shown by `kaizen models show`.',
      details,
    });
  const late = () =>
    new AppError('REMOTE_TIMEOUT', {
      message: `${subject} must answer within ${timeoutMs} ms, got nothing.`,
      hint: 'Register it with a longer `--timeout-ms`, or send fewer rows.',
      details: { timeoutMs },
    });
  return (sent) => {
    switch (sent.kind) {
      case 'timeout':
        return late();
      case 'too-large':
        return failed(`answer with at most ${maxAnswerBytes} bytes, got more`, { maxAnswerBytes });
      case 'redirected':
        return failed(`answer by itself, got a redirect (${sent.status}), which is not followed`, {
          status: sent.status,
        });
      case 'broken':
        return new AppError('REMOTE_UNAVAILABLE', {
          message: `${subject} must be reachable, got ${sent.reason}.`,
          hint: 'See whether it runs, and ask again.',
          details: { reason: sent.reason },
        });
      default:
        break;
    }
    const { status, body } = sent;
    if (LATE.has(status)) return late();
    if (BUSY.has(status))
      return new AppError('REMOTE_UNAVAILABLE', {
        message: `${subject} must take the request, got ${status}: it is busy.`,
        hint: 'Ask again later.',
        details: { status },
      });
    if (!REFUSALS.has(status))
      return failed(`answer with a status of 200, got ${status}`, { status });
    const said = sentenceOf(body);
    return new AppError('MODEL_RUN_FAILED', {
      message: `${subject} must take the rows, got ${status}${said === undefined ? '' : `: ${said}`}.`,
      hint: 'Check the values against what that server reads.',
      details: { status, ...(said === undefined ? {} : { said }) },
    });
  };
}

/** What a refusal says, in the fields where servers say it. */
function sentenceOf(body: string): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { error, detail, message } = parsed as Record<string, unknown>;
  const said = [error, detail, message].find((each) => typeof each === 'string');
  return typeof said === 'string'
    ? said.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, MOST_SAID)
    : undefined;
}
