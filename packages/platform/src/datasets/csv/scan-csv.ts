import { open } from 'node:fs/promises';
import { markLength } from './byte-order-mark.ts';
import type { Dialect } from './dialect.ts';
import type { ScanReport } from './scan-report.ts';
import { CsvScanner } from './scanner.ts';

/** Longest record that is read, in bytes. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

const CHUNK_BYTES = 1 << 20;

export interface ScanOptions {
  /** Default 16 MiB. */
  readonly maxRecordBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Passes once over a delimited file and reports what stands in the way of reading it.
 *
 * @cost O(bytes) time, O(1) memory whatever the length of a line.
 */
export async function scanCsv(
  path: string,
  dialect: Dialect,
  { maxRecordBytes = MAX_RECORD_BYTES, signal }: ScanOptions = {},
): Promise<ScanReport> {
  const scanner = new CsvScanner(dialect, { maxRecordBytes });
  const buffer = new Uint8Array(CHUNK_BYTES);
  const file = await open(path, 'r');
  try {
    let position = await markLength(file);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      if (!scanner.push(buffer.subarray(0, bytesRead))) break;
    }
  } finally {
    await file.close();
  }
  return scanner.finish();
}
