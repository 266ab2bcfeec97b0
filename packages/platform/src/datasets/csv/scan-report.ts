/** A record with another number of cells than the first. */
export interface RaggedRecord {
  /** Line of the file on which it starts, from 1. */
  readonly line: number;
  readonly received: number;
}

/** Line breaks between records. */
export type LineBreak = 'lf' | 'crlf';

/** What one pass over the bytes of a delimited file found out. */
export interface ScanReport {
  /** Cells of the first record. */
  readonly nCells: number;
  /** Records that are not blank, the first included. */
  readonly nRecords: number;
  readonly longestRecordBytes: number;
  /** Record at which the limit was passed, and the pass stopped. */
  readonly tooLong?: { readonly line: number };
  /** Line of a quote that is never closed. */
  readonly openQuoteLine?: number;
  /** First place where text follows a closing quote, and the pass stopped. */
  readonly strayQuote?: { readonly line: number; readonly cell: number };
  /** First ragged records, and how many there are. */
  readonly ragged: readonly RaggedRecord[];
  readonly nRagged: number;
  /** Lines of the file. */
  readonly nLines: number;
  /** True when some cell was in quotes or has spaces around it. */
  readonly mayNeedTrim: boolean;
  /** True when line breaks or blank lines are of a kind that only our own reader cuts as described. */
  readonly isIrregular: boolean;
  /** What ends the records of a file that is not irregular. */
  readonly lineBreak: LineBreak;
}
