import type { TextSpans } from '@kaizenml/ml/cells';
import type { DateFormat } from '@kaizenml/ml/table';
import type { Delimiter } from '../csv/dialect.ts';

/** How the text of a file is cut into records and cells; `at` bytes stand before the first record. */
export type TextLayout =
  | {
      readonly format: 'csv';
      readonly delimiter: Delimiter;
      readonly names: readonly string[];
      /** Order of day, month and year, of columns whose first texts are dates. */
      readonly dateFormats: Readonly<Record<string, DateFormat>>;
    }
  | { readonly format: 'jsonl'; readonly dateFormats: Readonly<Record<string, DateFormat>> };

/** A column of a piece as it was read: numbers (NaN is missing), or codes of texts as they were written, -1 where there is nothing. */
export type RawColumn =
  | { readonly layout: 'numbers'; readonly values: Float64Array }
  | { readonly layout: 'whole'; readonly values: BigInt64Array; readonly isMissing: Uint8Array }
  | {
      readonly layout: 'texts';
      readonly codes: Int32Array;
      readonly levels: readonly string[];
      /** Levels as JSON where they are no text, by code. */
      readonly tokens?: readonly (string | undefined)[];
    };

/** Rows of a file, cut. */
export interface PieceRows {
  readonly nRows: number;
  readonly columns: ReadonlyMap<string, RawColumn>;
  /** Columns that are only written again, where their bytes are text as they stand there; they may be among `columns` too. */
  readonly spans?: ReadonlyMap<string, TextSpans>;
  /** Why a row could not be cut, by its place; its cells are missing. */
  readonly broken: ReadonlyMap<number, string>;
}

/** A part of a file: bytes of whole records that are still to be cut, or columns. */
export type Piece =
  | { readonly kind: 'text'; readonly bytes: Uint8Array<ArrayBuffer>; readonly layout: TextLayout }
  | {
      readonly kind: 'columns';
      readonly nRows: number;
      readonly columns: readonly (readonly [string, RawColumn])[];
      readonly dateFormats: Readonly<Record<string, DateFormat>>;
    };

/** A piece and where the next one starts: bytes of text, or rows. */
export interface PlacedPiece {
  readonly piece: Piece;
  readonly next: number;
  /** Bytes of the file up to `next`, or an estimate of them: for what is left. */
  readonly doneBytes: number;
}

/** What a kept column holds: its writers must know before the first row. */
export type StoredKind = 'number' | 'whole' | 'text';

/** Columns that are read, and those among them that are written again as they stand there. */
export interface WantedColumns {
  readonly wanted: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
  /** Columns that are read as numbers also where whole numbers lie there. Default: those keep every digit. */
  readonly numbers?: ReadonlySet<string>;
  /** Memory for the bytes of a piece, at least as many; they are the caller's. Default: new memory. */
  readonly room?: (nBytes: number) => Uint8Array<ArrayBuffer>;
  /** Bytes of a piece of text. Default 1 MiB. */
  readonly pieceBytes?: number;
  /** Memory for the numbers of a column that is read by itself, by its place among the wanted ones; they are the caller's. Default: new memory. */
  readonly values?: (place: number, nRows: number) => Float64Array;
  /** Rows of a piece, of a file that is read by column. Default 65 536. */
  readonly pieceRows?: number;
}

/** A file that is read in pieces, which depend on its content alone: from the same place on the same ones come. */
export interface PieceFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Names of its columns, in its order; of JSON lines those of the first rows. */
  readonly columns: readonly string[];
  /** False where later rows may have other columns. */
  readonly isClosed: boolean;
  /** Whether some columns are read without the others: reading them in several passes then costs no more than in one. */
  readonly isByColumn: boolean;
  /** How a column is stored; text where its values are only known by reading. */
  readonly storedKind: (column: string) => StoredKind;
  /** @param from Where to start: 0, or `next` of a piece. */
  readonly pieces: (from: number, wanted: WantedColumns) => AsyncIterable<PlacedPiece>;
}
