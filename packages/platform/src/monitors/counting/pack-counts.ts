import { AppError } from '@kaizenml/contracts';
import { type Binning, packWindow, unpackWindow } from '@kaizenml/ml/windows';
import { LATENCY_BINNING } from './latency-binning.ts';
import type { WindowCounts } from './window-counts.ts';

const LENGTH_BYTES = 4;

/** What stands before the packed windows, as JSON. */
interface Head {
  readonly nRequests: number;
  readonly nFailures: number;
  readonly unreadable: Readonly<Record<string, number>>;
  /** Bytes of each window; the last one is of latencies. */
  readonly lengths: readonly number[];
}

/** Counts as bytes; the bins are not in them. */
export function packCounts({ columns, latency, ...counts }: WindowCounts): Uint8Array {
  const windows = [...columns, latency].map(packWindow);
  const { nRequests, nFailures, unreadable } = counts;
  const lengths = windows.map((window) => window.length);
  const head: Head = { nRequests, nFailures, unreadable, lengths };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, ...windows]);
}

/**
 * The counts that were packed; the reverse of `packCounts`.
 *
 * @param columns Those that were counted, in their order.
 * @throws ARGUMENT_INVALID where the bytes are not of these columns.
 * @cost O(bins)
 */
export function unpackCounts(
  columns: readonly { readonly binning: Binning }[],
  bytes: Uint8Array,
): WindowCounts {
  const { head: found, start } = readHead(bytes);
  const { lengths, ...head } = found;
  const binnings = [...columns.map(({ binning }) => binning), LATENCY_BINNING];
  if (lengths.length !== binnings.length) throw columnsDiffer(binnings.length, lengths.length);
  let at = start;
  const windows = binnings.map((binning, i) => {
    const from = at;
    at += lengths[i] ?? 0;
    return unpackWindow(binning, bytes.subarray(from, at));
  });
  const latency = windows.pop();
  if (latency === undefined) throw columnsDiffer(binnings.length, 0);
  return { ...head, unreadable: { ...head.unreadable }, columns: windows, latency };
}

/** How requests were served, without the columns: for whoever looks at many windows. @cost O(bins of latencies) */
export function unpackServed(
  bytes: Uint8Array,
): Pick<WindowCounts, 'nRequests' | 'nFailures' | 'latency'> {
  const { lengths, nRequests, nFailures } = readHead(bytes).head;
  const latency = bytes.subarray(bytes.length - (lengths.at(-1) ?? 0));
  return { nRequests, nFailures, latency: unpackWindow(LATENCY_BINNING, latency) };
}

function readHead(bytes: Uint8Array): { readonly head: Head; readonly start: number } {
  const start = LENGTH_BYTES + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, start).toString('utf8', LENGTH_BYTES);
  return { head: JSON.parse(text) as Head, start };
}

function columnsDiffer(expected: number, received: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `A stored window must hold counts of the ${expected} columns of its baseline, got ${received}.`,
    hint: 'Its baseline was replaced: remove the monitor, and its windows are counted again from the log.',
    details: { expected, received },
  });
}
