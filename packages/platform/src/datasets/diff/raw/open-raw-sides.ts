import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactStore } from '../../../artifacts/store.ts';
import { toWriteError } from '../../../kit/index.ts';
import { sqlNumber } from '../../engine/sql-number.ts';
import type { DatasetDeps } from '../../ensure-version.ts';
import type { DatasetColumn, DatasetVersionRecord, RawFile } from '../../store.ts';
import { chunkColumns, chunkQuery } from '../../versions/chunk-query.ts';
import { type RawManifest, readManifest } from '../../versions/raw-manifest.ts';
import { type TableFiles, tableFiles } from '../../versions/table-files.ts';
import { piecesOf, settleColumns } from '../../versions/table-pieces.ts';
import { type FileShape, fileShape } from './file-shape.ts';
import { type LeftLines, pairLines } from './pair-lines.ts';
import { linesAsTable, RareLines } from './read-lines.ts';

/** What the engine calls the number of a row of a Parquet file; such a column of the table hides it. */
const ROW_NUMBER = 'file_row_number';

type RawVersion = DatasetVersionRecord & { readonly raw: RawFile };

/** Two versions, of which the rows that have no equal line in the other are known. */
export interface RawSides {
  /** The table of one of them, whole. */
  readonly anchor: TableFiles;
  /** Its rows without an equal line in the other, by their numbers from 0: from, and up to. */
  readonly rows: LeftLines['rows'];
  /** SQL of the rows of the other one without an equal line in the anchor, in their order, as the anchor stores them. */
  readonly others: string;
  readonly isAnchorAfter: boolean;
  readonly columns: {
    readonly before: readonly DatasetColumn[];
    readonly after: readonly DatasetColumn[];
  };
}

interface Place {
  /** Folder of the caller for what is left of the one version. */
  readonly tempPath: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares the bytes of two versions of the same columns, so that only rows need be read that have no equal in the other.
 *
 * The table of one version is enough; the newer one has it, as a rule.
 *
 * @returns undefined for versions of which bytes, shape or kinds do not let lines stand for rows.
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, DISK_FULL
 */
export async function openRawSides(
  deps: DatasetDeps,
  pair: { readonly before: DatasetVersionRecord; readonly after: DatasetVersionRecord },
  place: Place,
): Promise<RawSides | undefined> {
  const { before, after } = pair;
  if (!hasRaw(before) || !hasRaw(after)) return undefined;
  if ((before.layout === undefined) !== (after.layout === undefined)) return undefined;
  const isAnchorAfter = (await hasTable(deps, after)) || !(await hasTable(deps, before));
  const [other, anchor] = isAnchorAfter ? [before, after] : [after, before];
  const found = await readBoth(deps.artifacts, other, anchor);
  if (found === undefined) return undefined;
  const table = await tableFiles(deps, anchor, place);
  const columns = await settleColumns(deps, other, place);
  if (!areStoredAlike(columns, table.columns, other.layout !== undefined)) return undefined;
  if (columns.some(({ name }) => name.toLowerCase() === ROW_NUMBER)) return undefined;
  const path = join(place.tempPath, 'left.txt');
  const lines = await leftLines(deps.artifacts, found, path);
  if (
    !isOneRowEach(lines.olds, other, found.shape) ||
    !isOneRowEach(lines.news, anchor, found.shape)
  )
    return undefined;
  const others = await otherRows(path, { version: other, columns, shape: found.shape, ...place });
  if (others === undefined) return undefined;
  const both = [columns, table.columns] as const;
  const [first, second] = isAnchorAfter ? both : ([both[1], both[0]] as const);
  return {
    anchor: table,
    rows: lines.rows,
    others,
    isAnchorAfter,
    columns: { before: first, after: second },
  };
}

function hasRaw(version: DatasetVersionRecord): version is RawVersion {
  return version.raw !== undefined;
}

async function hasTable({ artifacts }: DatasetDeps, version: DatasetVersionRecord) {
  if (version.layout !== undefined) return (await piecesOf(artifacts, version)) !== undefined;
  return await artifacts.pathOf(version.artifact).then(
    () => true,
    () => false,
  );
}

interface BothFiles {
  readonly olds: RawManifest;
  readonly news: RawManifest;
  readonly shape: FileShape;
}

/** Both files, when they are of one shape and begin with the same names. */
async function readBoth(
  { chunks }: ArtifactStore,
  other: RawVersion,
  anchor: RawVersion,
): Promise<BothFiles | undefined> {
  const [olds, news] = [
    await readManifest(chunks, other.raw.manifest),
    await readManifest(chunks, anchor.raw.manifest),
  ];
  const [a, b] = [await firstOf(olds), await firstOf(news)];
  async function firstOf({ chunks: [first] }: RawManifest) {
    return first === undefined ? new Uint8Array() : await chunks.read(first.hash);
  }
  const [shape, next] = [
    fileShape(a, { ...other.raw, ...other }),
    fileShape(b, { ...anchor.raw, ...anchor }),
  ];
  if (shape === undefined || JSON.stringify(shape) !== JSON.stringify(next)) return undefined;
  const { headerBytes, names } = shape;
  const isSameHeader = Buffer.compare(a.subarray(0, headerBytes), b.subarray(0, headerBytes)) === 0;
  const isNamed = [other, anchor].every(
    ({ columns, layout }) =>
      columns.length === names.length &&
      columns.every(({ name }, j) => name === names[j]) &&
      (layout === undefined ||
        (layout.delimiter === shape.dialect.delimiter && layout.hasHeader === headerBytes > 0)),
  );
  return isSameHeader && isNamed ? { olds, news, shape } : undefined;
}

/** Whether the same text in both becomes the same value of the same type. */
function areStoredAlike(
  olds: readonly DatasetColumn[],
  news: readonly DatasetColumn[],
  isLarge: boolean,
): boolean {
  const typeOf = (kind: string | undefined) =>
    kind === 'number' || (kind === 'date' && !isLarge) ? kind : 'text';
  return olds.every(({ kind }, j) => typeOf(kind) === typeOf(news[j]?.kind));
}

async function leftLines(
  { chunks }: ArtifactStore,
  { olds, news, shape: { headerBytes } }: BothFiles,
  path: string,
): Promise<LeftLines> {
  const file = await open(path, 'wx', 0o600).catch((thrown: unknown) => {
    throw toWriteError(thrown, path);
  });
  try {
    return await pairLines(
      chunks.read,
      { olds: { chunks: olds.chunks, headerBytes }, news: { chunks: news.chunks, headerBytes } },
      async (lines) => {
        await file.writeFile(lines).catch((thrown: unknown) => {
          throw toWriteError(thrown, path);
        });
      },
    );
  } finally {
    await file.close();
  }
}

/** A line is one record where there are as many of both: records never take less than a line. */
function isOneRowEach(
  { nLines, isPlain, hasQuotes }: LeftLines['olds'],
  { nRows }: RawVersion,
  { dialect }: FileShape,
): boolean {
  return isPlain && nLines === nRows && !(hasQuotes && dialect.delimiter === '\t');
}

async function otherRows(
  path: string,
  {
    version: { layout },
    columns,
    shape,
    tempPath,
  }: {
    readonly version: RawVersion;
    readonly columns: readonly DatasetColumn[];
    readonly shape: FileShape;
    readonly tempPath: string;
  },
): Promise<string | undefined> {
  if (layout !== undefined) {
    const from = chunkQuery([path], { layout, nColumns: columns.length, isStart: false });
    const list = chunkColumns(columns, layout).map(({ sql }, j) =>
      columns[j]?.kind === 'number' ? `${sqlNumber(sql)} as c${j}` : `${sql} as c${j}`,
    );
    return `select ${list.join(', ')} from ${from}`;
  }
  const copyPath = join(tempPath, 'left.csv');
  try {
    return await linesAsTable(path, { dialect: shape.dialect, columns, copyPath });
  } catch (thrown) {
    if (thrown instanceof RareLines) return undefined;
    throw thrown;
  }
}
