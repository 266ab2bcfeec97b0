import { countNumbers } from '@kaizenml/ml/sketches';
import { type Column, inferKind, isMissingMarker, makeTable } from '@kaizenml/ml/table';
import { type KeptCells, keepCells } from '../csv/keep-cells.ts';
import { type CodedText, columnFromCodes } from '../engine/coded-column.ts';
import { evidenceOfNumbers } from '../engine/evidence-of-numbers.ts';
import type { KnownKinds, TextKind } from '../engine/known-kinds.ts';
import type { MarkerCount } from '../engine/source-column.ts';
import { trimBlanks } from '../engine/trim-blanks.ts';
import { type CodedCsv, codeCsv } from './code-csv.ts';
import { missingMarkersFinding } from './missing-finding.ts';
import type { ReadContent, ReadContext } from './read-context.ts';
import type { TextFile } from './text-file.ts';

/** Memory of the dictionaries of all columns together. */
const MOST_BYTES = 2 ** 30;

/**
 * Reads regular delimited text as a table, by its cells.
 *
 * @returns undefined where the text is irregular, or has too many different texts for dictionaries.
 * @throws COLUMN_DUPLICATE
 * @cost One pass over the bytes; memory of the columns twice for a moment.
 */
export async function readCells(
  file: TextFile,
  { kinds, signal, maxRecordBytes }: ReadContext,
): Promise<ReadContent | undefined> {
  let kept: KeptCells | undefined;
  const read = async (texts: KnownKinds | ReadonlySet<string>, wanted?: ReadonlySet<string>) =>
    await codeCsv(file, {
      signal,
      maxRecordBytes,
      isText: (name) => texts.has(name),
      ...(wanted && { isWanted: (name) => wanted.has(name) }),
      maxLevels: Number.POSITIVE_INFINITY,
      maxBytes: MOST_BYTES,
      start: ({ places, numbers }) => {
        kept = keepCells({ numbers, codes: places.filter((place) => !numbers.has(place)) });
        return kept.hear;
      },
    });
  const found = new Map<string, ReadColumn>();
  const take = (coded: CodedCsv): void => {
    for (const place of coded.places) {
      const name = coded.header.names[place] ?? '';
      const column = readColumn(coded, place, { name, kept, known: kinds.get(name) });
      if (column !== undefined) found.set(name, column);
    }
  };
  const coded = await read(kinds);
  if (coded === undefined || coded.crowded.length > 0) return undefined;
  take(coded);
  const { names } = coded.header;
  const keys = new Set(names.filter((name) => !found.has(name)));
  if (keys.size > 0) {
    const again = await read(keys, keys);
    if (again === undefined || again.crowded.length > 0) return undefined;
    take(again);
  }
  const columns = names.flatMap((name) => found.get(name) ?? []);
  return {
    table: makeTable(columns.map(({ column }) => column)),
    findings: [
      ...file.findings,
      ...coded.header.findings,
      ...missingMarkersFinding(columns.flatMap(({ markers }) => markers)),
    ],
  };
}

interface ReadColumn {
  readonly column: Column;
  readonly markers: readonly MarkerCount[];
}

/** A column; undefined where its numbers turn out to name something, so that they are to be read as they are written. */
function readColumn(
  { cells, numbers }: CodedCsv,
  place: number,
  {
    name,
    kept,
    known,
  }: {
    readonly name: string;
    readonly kept: KeptCells | undefined;
    readonly known: TextKind | undefined;
  },
): ReadColumn | undefined {
  const counted = (markers: Iterable<readonly [string, number]>): MarkerCount[] =>
    [...markers].flatMap(([marker, count]) =>
      marker === '' ? [] : [{ column: name, marker, count }],
    );
  if (!numbers.has(place)) {
    const { coded, markers } = codedText(
      name,
      kept?.codes(place) ?? new Int32Array(),
      cells.levels(place),
    );
    return { column: columnFromCodes(coded, known), markers: counted(markers) };
  }
  const values = kept?.numbers(place) ?? new Float64Array();
  const mayName = values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  const nDistinct = mayName ? countNumbers(values).values.length : 0;
  const { kind } = inferKind(evidenceOfNumbers(name, values, nDistinct));
  if (kind !== 'number') return undefined;
  return { column: { name, kind, values }, markers: counted(cells.markers(place)) };
}

/** Codes of trimmed texts without missing markers; those that are then equal are one. */
function codedText(
  name: string,
  codes: Int32Array,
  { texts, counts }: ReturnType<CodedCsv['cells']['levels']>,
): { coded: CodedText; markers: Map<string, number> } {
  const levels: string[] = [];
  const rows: number[] = [];
  const codeOf = new Map<string, number>();
  const markers = new Map<string, number>();
  const codeFor = new Int32Array(texts.length);
  for (const [k, raw] of texts.entries()) {
    const text = trimBlanks(raw);
    const count = counts[k] ?? 0;
    let code = codeOf.get(text);
    if (isMissingMarker(text)) {
      code = -1;
      markers.set(text, (markers.get(text) ?? 0) + count);
    } else if (code === undefined) {
      code = levels.push(text) - 1;
      codeOf.set(text, code);
    }
    codeFor[k] = code;
    if (code >= 0) rows[code] = (rows[code] ?? 0) + count;
  }
  for (let i = 0; i < codes.length; i++) codes[i] = codeFor[codes[i] as number] as number;
  return { coded: { name, codes, levels, counts: rows }, markers };
}
