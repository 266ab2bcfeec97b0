import { toReadError } from '../../open-source.ts';
import { see } from '../evidence/sightings.ts';
import {
  createTableCollector,
  type OddLine,
  type TableEvidence,
} from '../evidence/table-evidence.ts';
import { cutWrapped } from './cut-head.ts';
import { cellsOf, createCutter, type LintRecord, type RecordSink } from './cut-records.ts';
import { decodeText, type TextPiece } from './decode-text.ts';
import { findFooter } from './find-footer.ts';
import type { Lintable } from './open-lintable.ts';

/** Lines at the end of a file among which those below the table are. */
const LAST_LINES = 8;

/**
 * Passes once over a file and collects what the checks decide on.
 *
 * @throws FILE_NOT_READABLE, LINE_TOO_LONG
 * @cost O(bytes) time; memory for 1000 distinct values per column, whatever the number of rows.
 */
export async function collectEvidence(source: Lintable): Promise<TableEvidence> {
  const { header, dialect } = source;
  const cutter = createCutter(dialect, source.name);
  const collector = createTableCollector({
    file: source.name,
    at: 'line',
    encoding: source.encoding,
    hasMark: source.hasMark,
    isGuessed: source.isGuessed,
    dialect,
    isWrapped: source.isWrapped,
    separated: source.separated,
    header,
    lines: cutter.counts,
  });
  const sink = source.isWrapped ? unwrapping(source, collector) : collector;
  const { evidence } = collector;
  const seeInvalid = ({ invalid, hasUtf8 }: TextPiece): void => {
    if (hasUtf8) evidence.nUtf8++;
    const line = cutter.line();
    for (const { offset, byte } of invalid)
      see(
        evidence.invalid,
        { line: line + offset, index: evidence.nRows },
        `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`,
      );
  };
  try {
    let held: TextPiece | undefined;
    for await (const piece of decodeText(source.path, toDecode(source))) {
      if (piece.bytes.length === 0) continue;
      if (held !== undefined) {
        seeInvalid(held);
        cutter.pushTo(held.bytes, sink);
      }
      held = piece;
    }
    if (held !== undefined) {
      seeInvalid(held);
      const start = startOfLast(held.bytes);
      cutter.pushTo(held.bytes.subarray(0, start), sink);
      const last: LintRecord[] = [];
      cutter.pushTo(held.bytes.subarray(start), collecting(source, last));
      const end = cutter.end();
      for (const record of end) collecting(source, last).add(record);
      evidence.truncated = truncatedLine(last, cutter.counts.isEnded, header.names.length);
      evidence.footer = evidence.truncated === undefined ? findFooter(last, header) : [];
      const odd = new Set([...evidence.footer, evidence.truncated].map((one) => one?.line));
      for (const record of last) if (!odd.has(record.line)) collector.add(record);
    }
  } catch (thrown) {
    throw await toReadError(thrown, source.path);
  }
  return collector.finish();
}

/** A last record that has too few cells and no line break: the export broke off. */
function truncatedLine(
  last: readonly LintRecord[],
  isEnded: boolean,
  nColumns: number,
): OddLine | undefined {
  const record = last.at(-1);
  if (record === undefined || isEnded || record.cells.length >= nColumns || last.length < 2)
    return undefined;
  if (/^\W*(total|sum|source|note)/i.test(record.cells[0] ?? '')) return undefined;
  const hasWords = ({ cells }: LintRecord) => /\s/.test((cells[0] ?? '').trim());
  if (record.cells.length === 1 && hasWords(record) && !last.slice(0, -1).some(hasWords))
    return undefined;
  return { line: record.line, text: record.cells.join(', ') };
}

function startOfLast(bytes: Buffer): number {
  let at = bytes.length;
  for (let n = 0; n <= LAST_LINES && at > 0; n++) at = bytes.lastIndexOf(10, at - 1);
  return at < 0 ? 0 : at + 1;
}

/** Records as cells, of a file whose records are in quotes as a whole too. */
function collecting({ isWrapped, dialect }: Lintable, records: LintRecord[]): RecordSink {
  const cells = (row: readonly string[]) =>
    isWrapped && row.length === 1 ? cutWrapped(row[0] ?? '', dialect) : row;
  return {
    add: (record) => {
      records.push({ line: record.line, cells: cells(record.cells) });
    },
    addCut: (bytes, cut, line) => {
      records.push({ line, cells: cells(cellsOf(bytes, cut)) });
    },
  };
}

function unwrapping(source: Lintable, { add }: Pick<RecordSink, 'add'>): RecordSink {
  const one: LintRecord[] = [];
  const sink = collecting(source, one);
  const flush = () => {
    const record = one.pop();
    if (record !== undefined) add(record);
  };
  return {
    add: (record) => {
      sink.add(record);
      flush();
    },
    addCut: (bytes, cuts, line) => {
      sink.addCut(bytes, cuts, line);
      flush();
    },
  };
}

/** How the bytes of a file are turned into text. */
export function toDecode({ encoding, dialect }: Lintable) {
  return { encoding, lineEnd: dialect.recordEnd } as const;
}
