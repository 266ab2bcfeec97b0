/** Encodings of text that are read. `utf-8` is meant where no byte order mark says otherwise. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What the first bytes of a file say that it is. */
export type Recognized =
  | { readonly kind: 'parquet' }
  | { readonly kind: 'text'; readonly encoding: Encoding }
  | {
      readonly kind: 'foreign';
      readonly looksLike: string;
      readonly hint?: string;
      /** As which text a linter may look at it all the same. */
      readonly nearly?: Encoding;
    };

const EXCEL_HINT =
  'Open it in a spreadsheet program and save the sheet as CSV (UTF-8), then read that file.';
const UNPACK_HINT = 'Unpack it first, then read the file inside.';

/** First bytes of kinds of files that people pass by mistake. */
const MAGIC: readonly {
  readonly bytes: string;
  readonly looksLike: string;
  readonly hint?: string;
}[] = [
  { bytes: '\x89PNG', looksLike: 'a PNG image' },
  { bytes: '\xff\xd8\xff', looksLike: 'a JPEG image' },
  { bytes: 'GIF8', looksLike: 'a GIF image' },
  { bytes: '%PDF', looksLike: 'a PDF document' },
  { bytes: '\x1f\x8b', looksLike: 'a gzip archive', hint: UNPACK_HINT },
  { bytes: 'BZh', looksLike: 'a bzip2 archive', hint: UNPACK_HINT },
  { bytes: '\xfd7zXZ\x00', looksLike: 'an xz archive', hint: UNPACK_HINT },
  { bytes: '\x28\xb5\x2f\xfd', looksLike: 'a Zstandard archive', hint: UNPACK_HINT },
  { bytes: '7z\xbc\xaf\x27\x1c', looksLike: 'a 7-Zip archive', hint: UNPACK_HINT },
  { bytes: '\xd0\xcf\x11\xe0', looksLike: 'an old Excel workbook', hint: EXCEL_HINT },
  {
    bytes: 'SQLite format 3\x00',
    looksLike: 'an SQLite database',
    hint: 'Export the table as CSV.',
  },
  { bytes: 'ARROW1', looksLike: 'an Arrow or Feather file', hint: 'Save it as Parquet.' },
  { bytes: '\x89HDF', looksLike: 'an HDF5 file', hint: 'Save the table as Parquet or CSV.' },
  { bytes: 'Obj\x01', looksLike: 'an Avro file', hint: 'Save it as Parquet.' },
  { bytes: 'ORC', looksLike: 'an ORC file', hint: 'Save it as Parquet.' },
  { bytes: '\x7fELF', looksLike: 'a program' },
  { bytes: 'MZ\x90', looksLike: 'a program' },
];

/** Share of control characters above which bytes are not text. */
const MOST_CONTROL = 0.01;
/** Share of zero bytes up to which text may still be text. */
const MOST_ZEROS = 0.05;

/**
 * What a file is, from its first bytes.
 *
 * @param head Up to 64 KiB from the start of the file.
 */
export function recognize(head: Uint8Array): Recognized {
  const start = String.fromCharCode(...head.subarray(0, 32));
  if (start.startsWith('PAR1')) return { kind: 'parquet' };
  if (start.startsWith('\xff\xfe')) return { kind: 'text', encoding: 'utf-16le' };
  if (start.startsWith('\xfe\xff')) return { kind: 'text', encoding: 'utf-16be' };
  if (start.startsWith('PK\x03\x04')) return zip(head);
  const magic = MAGIC.find(({ bytes }) => start.startsWith(bytes));
  if (magic) return { kind: 'foreign', ...magic };
  if (/^\s*<(!doctype html|html)/i.test(start))
    return {
      kind: 'foreign',
      looksLike: 'a web page',
      hint: 'Download the file itself, not its page.',
    };
  if (/^\s*<\?xml/i.test(start)) return { kind: 'foreign', looksLike: 'an XML document' };
  const zeros = zeroShares(head);
  if (zeros.even + zeros.odd > 0) return withZeros(zeros, controlShare(head));
  if (controlShare(head) > MOST_CONTROL) return { kind: 'foreign', looksLike: 'binary content' };
  return { kind: 'text', encoding: 'utf-8' };
}

function zip(head: Uint8Array): Recognized {
  const text = Buffer.from(head).toString('latin1');
  if (text.includes('xl/') || text.includes('[Content_Types].xml'))
    return { kind: 'foreign', looksLike: 'an Excel workbook (xlsx)', hint: EXCEL_HINT };
  return {
    kind: 'foreign',
    looksLike: 'a ZIP archive or an Excel workbook',
    hint: 'Unpack it, or save the sheet as CSV (UTF-8), then read that file.',
  };
}

function zeroShares(head: Uint8Array): { even: number; odd: number } {
  const counts = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) counts[i % 2] = (counts[i % 2] ?? 0) + 1;
  const pairs = Math.max(1, head.length / 2);
  return { even: (counts[0] ?? 0) / pairs, odd: (counts[1] ?? 0) / pairs };
}

/** Zero bytes at every other place are UTF-16 without its mark; anywhere else they are binary. */
function withZeros({ even, odd }: { even: number; odd: number }, control: number): Recognized {
  const zeros = (even + odd) / 2;
  if (Math.max(even, odd) > 0.4 && Math.min(even, odd) < 0.05)
    return {
      kind: 'foreign',
      looksLike: 'UTF-16 text without a byte order mark',
      hint: 'Save it as UTF-8.',
      nearly: even > odd ? 'utf-16be' : 'utf-16le',
    };
  return {
    kind: 'foreign',
    looksLike: 'binary content',
    ...(control - zeros < MOST_CONTROL && zeros < MOST_ZEROS ? { nearly: 'utf-8' } : {}),
  };
}

function controlShare(head: Uint8Array): number {
  let n = 0;
  for (const byte of head) if (byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27) n++;
  return head.length === 0 ? 0 : n / head.length;
}
