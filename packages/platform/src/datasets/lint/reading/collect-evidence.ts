import { toReadError } from '../../open-source.ts';
import { see } from '../evidence/sightings.ts';
import { createTableCollector, type TableEvidence } from '../evidence/table-evidence.ts';
import { createCutter } from './cut-records.ts';
import { decodeText } from './decode-text.ts';
import type { Lintable } from './open-lintable.ts';

/**
 * Passes once over a file and collects what the checks decide on.
 *
 * @throws FILE_NOT_READABLE, LINE_TOO_LONG
 * @cost O(bytes) time; memory for 1000 distinct values per column, whatever the number of rows.
 */
export async function collectEvidence(source: Lintable): Promise<TableEvidence> {
  const cutter = createCutter(source.dialect, source.name);
  const collector = createTableCollector({
    file: source.name,
    encoding: source.encoding,
    hasMark: source.hasMark,
    dialect: source.dialect,
    header: source.header,
    lines: cutter.counts,
  });
  try {
    for await (const { text, invalid } of decodeText(source.path, toDecode(source))) {
      const line = cutter.line();
      for (const { offset, byte } of invalid)
        see(
          collector.evidence.invalid,
          { line: line + offset, index: collector.evidence.nRows },
          `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`,
        );
      for (const record of cutter.push(text)) collector.add(record);
    }
    for (const record of cutter.end()) collector.add(record);
  } catch (thrown) {
    throw await toReadError(thrown, source.path);
  }
  return collector.finish();
}

/** How the bytes of a file are turned into text. */
export function toDecode({ encoding, dialect }: Lintable) {
  return { encoding, lineEnd: dialect.recordEnd } as const;
}
