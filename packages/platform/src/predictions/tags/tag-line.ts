import { parseFeedback } from '../feedback/read-feedback.ts';
import { isLabelValue } from '../labels/label-line.ts';
import type { RowTags } from '../log.ts';

/** What somebody found in looking through a wrong answer, as it is logged. */
export interface LoggedTags extends RowTags {
  readonly requestId: string;
  /** From 1. */
  readonly row: number;
}

/** The tags of one row as a line of JSON. */
export function toTagLine({
  requestId,
  row,
  tags,
  note,
  who,
  label,
  receivedAt,
}: LoggedTags): string {
  return `${JSON.stringify({ requestId, row, tags, note, who, label, receivedAt })}\n`;
}

/** The tags of a line; undefined when the line is damaged. */
export function fromTagLine(line: Buffer): LoggedTags | undefined {
  return parseFeedback(
    line,
    ({ requestId, row, tags, note, who, label, receivedAt }) =>
      [requestId, receivedAt].every((text) => typeof text === 'string') &&
      [note, who].every((text) => text === null || typeof text === 'string') &&
      typeof row === 'number' &&
      Array.isArray(tags) &&
      tags.every((tag) => typeof tag === 'string') &&
      isLabelValue(label),
  );
}
