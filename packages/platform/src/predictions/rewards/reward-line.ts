import { parseFeedback } from '../feedback/read-feedback.ts';

/** What a request brought, as it is logged. */
export interface LoggedReward {
  readonly requestId: string;
  /** Which number it is, such as `revenue`. */
  readonly metric: string;
  readonly value: number;
  /** Since when it is known, ISO 8601 in UTC. */
  readonly at: string;
  /** When it came, ISO 8601 in UTC. */
  readonly receivedAt: string;
}

/** One reward as a line of JSON. */
export function toRewardLine({ requestId, metric, value, at, receivedAt }: LoggedReward): string {
  return `${JSON.stringify({ requestId, metric, value, at, receivedAt })}\n`;
}

/** The reward of a line; undefined when the line is damaged. */
export function fromRewardLine(line: Buffer): LoggedReward | undefined {
  return parseFeedback(
    line,
    ({ requestId, metric, value, at, receivedAt }) =>
      [requestId, metric, at, receivedAt].every((text) => typeof text === 'string') &&
      typeof value === 'number',
  );
}
