import { declaredDelimiter } from './declared-delimiter.ts';
import { DELIMITERS, type Delimiter, type Dialect } from './dialect.ts';
import { readRecords } from './records.ts';

/** Records at the start on which delimiter and header are decided. */
export const SAMPLED_RECORDS = 500;

/**
 * Decides on delimiter and line breaks from the start of a file.
 *
 * A delimiter is as good as the share of records that it cuts into the same number of cells, at least
 * two; among equals the one with more cells wins, then the order of `DELIMITERS`. When none cuts the
 * first record the file has one column, and the delimiter is a tab for `.tsv` files and a comma otherwise.
 * A first line `sep=;` settles it.
 *
 * @param head Start of the file; a line that it cuts counts only where there is no other.
 * @param isWhole True when the head is the whole file.
 */
export function sniffDialect(
  head: string,
  { isWhole, ending = '' }: { readonly isWhole: boolean; readonly ending?: string },
): Dialect {
  const declared = declaredDelimiter(head);
  if (declared !== undefined) {
    const below = sniffDialect(head.slice(declared.length), { isWhole, ending });
    return { ...below, delimiter: declared.delimiter };
  }
  const recordEnd = hasLineFeedOutsideQuotes(head) ? 'lf' : head.includes('\r') ? 'cr' : 'lf';
  const fallback: Delimiter = ending === '.tsv' || ending === '.tab' ? '\t' : ',';
  let best: { delimiter: Delimiter; share: number; nCells: number } = {
    delimiter: fallback,
    share: 0,
    nCells: 1,
  };
  for (const delimiter of DELIMITERS) {
    const dialect: Dialect = { delimiter, hasQuotes: true, recordEnd };
    const complete = readRecords(head, dialect, isWhole);
    const records = complete.length > 0 ? complete : readRecords(head, dialect, true);
    if ((records[0]?.length ?? 0) < 2) continue;
    const { share, nCells } = consistency(records);
    const isBetter = share > best.share || (share === best.share && nCells > best.nCells);
    if (isBetter) best = { delimiter, share, nCells };
  }
  return { delimiter: best.delimiter, hasQuotes: true, recordEnd };
}

function consistency(records: readonly (readonly string[])[]): { share: number; nCells: number } {
  const sample = records.slice(0, SAMPLED_RECORDS);
  const counts = new Map<number, number>();
  for (const { length } of sample) counts.set(length, (counts.get(length) ?? 0) + 1);
  let nCells = 1;
  let most = 0;
  for (const [length, count] of counts)
    if (length >= 2 && (count > most || (count === most && length > nCells))) {
      nCells = length;
      most = count;
    }
  return { share: sample.length === 0 ? 0 : most / sample.length, nCells };
}

function hasLineFeedOutsideQuotes(head: string): boolean {
  let isQuoted = false;
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\n' && !isQuoted) return true;
  }
  return false;
}
