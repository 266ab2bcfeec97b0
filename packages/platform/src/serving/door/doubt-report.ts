import type { DoubtsAsked, RowDoubts } from './doubts-of.ts';

/** Flags that a parameter tells. */
const MOST_TOLD = 10;
/** Rows that the attributes of an answer name: SageMaker takes 1024 letters. */
const MOST_ROWS = 100;
const LONGEST_NAME = 60;

/** What a request asked of its answers as fields of a body, in the words of our own API; none where it asked nothing. */
export function doubtFields(
  { trust, flags, nFlags, alarmRate }: RowDoubts,
  asked: DoubtsAsked,
): Readonly<Record<string, unknown>> {
  return {
    ...(asked.interval === undefined || trust === undefined ? {} : { trust }),
    ...(asked.flags !== true || flags === undefined ? {} : { flags, nFlags, alarmRate }),
  };
}

/** Flags as parameters of an answer of the Open Inference Protocol; none where no row has one. */
export function flagParameters({ flags = [], nFlags = 0, alarmRate }: RowDoubts): {
  readonly kaizen_flags?: string;
} {
  if (nFlags === 0) return {};
  const told = flags.slice(0, MOST_TOLD).map(({ row, kind, columns, share }) => ({
    ...{ row, kind, columns: columns.map((name) => name.slice(0, LONGEST_NAME)), share },
  }));
  return { kaizen_flags: JSON.stringify({ nFlags, alarmRate, flags: told }) };
}

/** Flags as the attributes that SageMaker hands on from a container to a caller; none where none were asked for. */
export function flagAttributes({ flags, nFlags }: RowDoubts): Readonly<Record<string, string>> {
  if (flags === undefined) return {};
  const rows = [...new Set(flags.map(({ row }) => row))].slice(0, MOST_ROWS);
  return {
    [ATTRIBUTES_HEADER]: `kaizen-flags=${nFlags}${rows.length === 0 ? '' : `;kaizen-flagged-rows=${rows.join(',')}`}`,
  };
}

/**
 * Header in which a caller of SageMaker and a container tell each other what they like.
 *
 * @source Amazon SageMaker Runtime, "InvokeEndpoint", `CustomAttributes`: up to 1024 visible letters of ASCII.
 */
export const ATTRIBUTES_HEADER = 'x-amzn-sagemaker-custom-attributes';
