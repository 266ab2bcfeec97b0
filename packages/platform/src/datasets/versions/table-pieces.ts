import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ArtifactHash, asId, invariant } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { sha256, tempOwner } from '../../kit/index.ts';
import type { Store } from '../../storage/store.ts';
import { type DuckDBConnection, queryRows, sqlText, withDuckDb } from '../engine/duck-db.ts';
import { sqlNumber } from '../engine/sql-number.ts';
import type { LoadableVersion } from '../load-version.ts';
import type { DatasetColumn, DatasetVersionRecord, RawFile, RawLayout } from '../store.ts';
import { chunkColumns, chunkPaths, chunkQuery } from './chunk-query.ts';
import { putPieces, readPieces, type TablePiece } from './piece-list.ts';
import { type RawChunk, readManifest } from './raw-manifest.ts';
import { settleKinds } from './settle-kinds.ts';

/** Enters the key of every piece; a change of how they are made changes it. */
const RULE = 'kaizen-piece-1';
const MEMORY_MB = 768;
/** Bytes up to which the rows of a file fit in that memory; the disk takes twice the time. */
const MOST_HELD_BYTES = 192 << 20;

/** A version whose table is made of the chunks of its file. */
export type LargeVersion = LoadableVersion & { readonly raw: RawFile; readonly layout: RawLayout };

/** What pieces are made with; without a store they are made each time. */
export interface PieceDeps {
  readonly artifacts: ArtifactStore;
  readonly store?: Pick<Store, 'datasets'>;
}

/** The table of a large version on the disk. */
export interface TableOfPieces {
  readonly columns: readonly DatasetColumn[];
  readonly pieces: readonly TablePiece[];
  /** Parquet files in the order of the rows: numbers as DOUBLE, everything else as text. */
  readonly files: readonly string[];
}

/**
 * The table of a large version as Parquet files, one per chunk: those that are not there are made, in bounded memory.
 *
 * The kinds are settled by all rows first. A piece of the same chunk, layout and kinds is taken from whatever version made it.
 *
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, DISK_FULL
 */
export async function ensurePieces(
  deps: PieceDeps,
  version: LargeVersion,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<TableOfPieces> {
  const { artifacts } = deps;
  const current = (await currentOf(deps, version)) ?? version;
  const known = await existingTable(artifacts, current);
  if (known !== undefined) return known;
  const folder = join(tmpdir(), `${tempOwner()}-${randomBytes(6).toString('hex')}-pieces`);
  await mkdir(folder, { mode: 0o700 });
  try {
    return await makePieces(deps, current, { folder, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function currentOf({ store }: PieceDeps, { name, version }: LargeVersion) {
  const found = name === undefined ? undefined : await store?.datasets.find(`${name}@${version}`);
  return found?.raw === undefined || found.layout === undefined
    ? undefined
    : { ...found, raw: found.raw, layout: found.layout };
}

async function existingTable(
  artifacts: ArtifactStore,
  version: LargeVersion,
): Promise<TableOfPieces | undefined> {
  const pieces = await piecesOf(artifacts, version);
  return pieces && (await withFiles(artifacts, version.columns, pieces).catch(() => undefined));
}

/** The pieces of a version, as far as they are written down; undefined where they are not made. */
export async function piecesOf(
  artifacts: ArtifactStore,
  { artifact, layout, nRows }: Pick<DatasetVersionRecord, 'artifact' | 'layout' | 'nRows'>,
): Promise<readonly TablePiece[] | undefined> {
  if (layout?.isSettled !== true) return undefined;
  const pieces = await readPieces(artifacts, artifact).catch(() => []);
  return sum(pieces.map((piece) => piece.nRows)) === nRows ? pieces : undefined;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, n) => total + n, 0);
}

async function withFiles(
  artifacts: ArtifactStore,
  columns: readonly DatasetColumn[],
  pieces: readonly TablePiece[],
): Promise<TableOfPieces> {
  const files: string[] = [];
  for (const { artifact } of pieces) files.push(await artifacts.pathOf(artifact));
  return { columns, pieces, files };
}

async function makePieces(
  deps: PieceDeps,
  version: LargeVersion,
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal | undefined },
): Promise<TableOfPieces> {
  const { artifacts, store } = deps;
  const { chunks } = await readManifest(artifacts.chunks, version.raw.manifest);
  const hashes = chunks.map(({ hash }) => hash);
  const paths = await chunkPaths(artifacts.chunks, hashes, folder);
  const columns = await settledColumns(version, { paths, folder, signal });
  const layout = { ...version.layout, isSettled: true };
  const earlier = await earlierPieces(deps, version);
  const pieces: TablePiece[] = [];
  await withDuckDb(
    async (connection) => {
      for (const [k, chunk] of chunks.entries()) {
        const job = { chunk, path: paths[k] ?? '', isStart: k === 0, columns, layout, folder };
        const key = pieceKey(job);
        const found = earlier.get(key);
        pieces.push(found ?? (await makePiece(connection, artifacts, { ...job, key })));
      }
    },
    { signal, tempPath: folder, memoryMb: MEMORY_MB },
  );
  const nRows = sum(pieces.map((piece) => piece.nRows));
  invariant(nRows === version.nRows, `${version.nRows} rows were scanned, pieces hold ${nRows}`);
  const artifact = await putPieces(artifacts, pieces);
  if (store !== undefined && version.name !== undefined && version.version !== undefined)
    await store.datasets.amend(
      { name: version.name, version: version.version },
      { columns, layout, artifact },
    );
  return await withFiles(artifacts, columns, pieces);
}

/**
 * The columns of a version with the kinds that all of its rows decide on, without making its table; they are written down.
 *
 * @param place.tempPath Folder for what the caller removes.
 */
export async function settleColumns(
  deps: PieceDeps,
  version: DatasetVersionRecord,
  { tempPath, signal }: { readonly tempPath: string; readonly signal?: AbortSignal | undefined },
): Promise<readonly DatasetColumn[]> {
  const { raw, layout } = version;
  if (raw === undefined || layout === undefined) return version.columns;
  const large = { ...version, raw, layout };
  const current = (await currentOf(deps, large)) ?? large;
  if (current.layout.isSettled) return current.columns;
  const { chunks } = deps.artifacts;
  const hashes = (await readManifest(chunks, raw.manifest)).chunks.map(({ hash }) => hash);
  const folder = join(tempPath, 'kinds');
  await mkdir(folder, { mode: 0o700 });
  try {
    const paths = await chunkPaths(chunks, hashes, folder);
    const columns = await settledColumns(current, { paths, folder, signal });
    const { name, version: number, layout: found } = current;
    await deps.store?.datasets.amend(
      { name, version: number },
      { columns, layout: { ...found, isSettled: true } },
    );
    return columns;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function settledColumns(
  { columns, layout, nRows, raw }: LargeVersion,
  {
    paths,
    folder,
    signal,
  }: { paths: readonly string[]; folder: string; signal: AbortSignal | undefined },
): Promise<readonly DatasetColumn[]> {
  if (layout.isSettled) return columns;
  const from = chunkQuery(paths, { layout, nColumns: columns.length, isStart: true });
  const databasePath = raw.sizeBytes > MOST_HELD_BYTES ? join(folder, 'rows.duckdb') : undefined;
  const settled = await withDuckDb(
    (connection) => settleKinds(connection, { from, columns: chunkColumns(columns, layout) }),
    { signal, tempPath: folder, memoryMb: MEMORY_MB, ...(databasePath && { databasePath }) },
  );
  invariant(settled.nRows === nRows, `${nRows} rows were scanned, ${settled.nRows} read`);
  return columns.map(({ name, kind }, j) => ({ name, kind: settled.kinds[j] ?? kind }));
}

interface PieceJob {
  readonly chunk: RawChunk;
  readonly path: string;
  /** Whether the chunk is the first one of its file. */
  readonly isStart: boolean;
  readonly columns: readonly DatasetColumn[];
  readonly layout: RawLayout;
  readonly folder: string;
}

function pieceKey({ chunk, isStart, columns, layout }: PieceJob): string {
  const { delimiter, hasQuotes, hasHeader, needsTrim } = layout;
  const isNumber = columns.map(({ kind }) => kind === 'number');
  const dialect = [delimiter, hasQuotes, hasHeader && isStart, needsTrim];
  return sha256(JSON.stringify([RULE, chunk.hash, dialect, isNumber]));
}

async function makePiece(
  connection: DuckDBConnection,
  artifacts: ArtifactStore,
  { key, chunk, path, isStart, columns, layout, folder }: PieceJob & { readonly key: string },
): Promise<TablePiece> {
  const from = chunkQuery([path], { layout, nColumns: columns.length, isStart });
  const list = chunkColumns(columns, layout).map(({ sql }, j) =>
    columns[j]?.kind === 'number' ? `${sqlNumber(sql)} as c${j}` : `${sql} as c${j}`,
  );
  const parquet = join(folder, `${chunk.hash}.parquet`);
  await connection.run(
    `copy (select ${list.join(', ')} from ${from}) to ${sqlText(parquet)} (format parquet, compression zstd)`,
  );
  const [[nRows] = []] = await queryRows(
    connection,
    `select count(*) from read_parquet(${sqlText(parquet)})`,
  );
  const { hash } = await artifacts.adoptFile(parquet);
  return { key, artifact: asId<ArtifactHash>(hash), nRows: Number(nRows) };
}

/** Pieces that other versions of the dataset are made of, by their key. */
async function earlierPieces(
  { artifacts, store }: PieceDeps,
  { name }: LargeVersion,
): Promise<ReadonlyMap<string, TablePiece>> {
  const found = new Map<string, TablePiece>();
  for (const { artifact, layout } of (name && (await store?.datasets.versions(name))) || []) {
    if (layout?.isSettled !== true) continue;
    for (const piece of await readPieces(artifacts, artifact).catch(() => []))
      if (await artifacts.pathOf(piece.artifact).catch(() => undefined))
        found.set(piece.key, piece);
  }
  return found;
}
