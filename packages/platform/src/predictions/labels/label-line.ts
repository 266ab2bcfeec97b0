import { parseFeedback } from '../feedback/read-feedback.ts';
import type { Label, LabelValue } from '../log.ts';

/** A label of one row, as it is logged. */
export interface LoggedLabel extends Label {
  readonly requestId: string;
  /** From 1. */
  readonly row: number;
  /** When it came, ISO 8601 in UTC. */
  readonly receivedAt: string;
}

/** One label as a line of JSON. */
export function toLabelLine({ requestId, row, label, at, receivedAt }: LoggedLabel): string {
  return `${JSON.stringify({ requestId, row, label, at, receivedAt })}\n`;
}

/** The label of a line; undefined when the line is damaged. */
export function fromLabelLine(line: Buffer): LoggedLabel | undefined {
  return parseFeedback(
    line,
    ({ requestId, row, label, at, receivedAt }) =>
      [requestId, at, receivedAt].every((text) => typeof text === 'string') &&
      typeof row === 'number' &&
      isLabelValue(label),
  );
}

/** Whether something may be a label. */
export function isLabelValue(value: unknown): value is LabelValue {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
