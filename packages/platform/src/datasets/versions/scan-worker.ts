import { isUtf8 } from 'node:buffer';
import { openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { ChunkCutter, type Cut } from '../../artifacts/index.ts';
import type { Dialect } from '../csv/dialect.ts';
import { MAX_RECORD_BYTES } from '../csv/scan-csv.ts';
import type { ScanReport } from '../csv/scan-report.ts';
import { CsvScanner } from '../csv/scanner.ts';
import { unfinishedTail } from '../formats/text-file.ts';

/** What the thread is to scan. */
export interface ScanTask {
  readonly path: string;
  readonly dialect: Dialect;
}

/** What it tells while it scans, and at the end. */
export type ScanNote =
  | { readonly cuts: readonly Cut[] }
  | { readonly report: ScanReport; readonly isText: boolean; readonly hasRareBlanks: boolean };

const BLOCK_BYTES = 1 << 20;
const NO_BREAK_SPACE = 0xa0;

scan(workerData as ScanTask, (note) => parentPort?.postMessage(note));

/** One pass: structure of records, encoding, and where chunks end. Stops where the file cannot be a table. */
function scan({ path, dialect }: ScanTask, tell: (note: ScanNote) => void): void {
  const cutter = new ChunkCutter();
  const buffer = new Uint8Array(BLOCK_BYTES);
  const file = openSync(path, 'r');
  const bom = readSync(file, buffer, 0, 3, 0) === 3 && isBom(buffer) ? 3 : 0;
  const scanner = new CsvScanner(dialect, {
    maxRecordBytes: MAX_RECORD_BYTES,
    onRecordEnd: (end) => cutter.lineEnd(end + bom),
  });
  const text = createTextCheck();
  for (let position = 0; ; ) {
    const n = readSync(file, buffer, 0, BLOCK_BYTES, position);
    if (n === 0) break;
    const block = buffer.subarray(0, n);
    cutter.begin(block);
    if (!text.push(block) || !scanner.push(position === 0 ? block.subarray(bom) : block)) break;
    position += n;
    const cuts = cutter.take();
    if (cuts.length > 0) tell({ cuts });
  }
  cutter.finish();
  tell({ cuts: cutter.take() });
  tell({ report: scanner.finish(), ...text.finish() });
}

function isBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function createTextCheck() {
  let kept: Buffer = Buffer.alloc(0);
  let isText = true;
  let hasRareBlanks = false;
  return {
    push(block: Uint8Array): boolean {
      const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
      const whole = kept.length === 0 ? bytes : Buffer.concat([kept, bytes]);
      const cut = whole.length - unfinishedTail(whole);
      isText &&= !bytes.includes(0) && isUtf8(whole.subarray(0, cut));
      hasRareBlanks ||= bytes.includes(9) || bytes.includes(NO_BREAK_SPACE);
      kept = Buffer.from(whole.subarray(cut));
      return isText;
    },
    finish: () => ({ isText: isText && kept.length === 0, hasRareBlanks }),
  };
}
