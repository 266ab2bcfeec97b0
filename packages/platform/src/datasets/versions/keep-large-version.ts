import { asId, type DatasetHash } from '@kaizenml/contracts';
import type { ChunkStore } from '../../artifacts/index.ts';
import { sha256 } from '../../kit/index.ts';
import { refuseCsv } from '../csv/refuse-csv.ts';
import { MAX_RECORD_BYTES } from '../csv/scan-csv.ts';
import {
  type DatasetDeps,
  type EnsureVersionRequest,
  type KeptVersion,
  newestOf,
} from '../ensure-version.ts';
import type { DatasetVersionRecord, RawLayout } from '../store.ts';
import { commitVersion } from './commit-version.ts';
import { keepingChunks } from './keeping-chunks.ts';
import { type LargeFile, lookAtLarge } from './look-at-large.ts';
import { putPieces } from './piece-list.ts';
import { readManifest } from './raw-manifest.ts';
import { type ScannedFile, scanBeside } from './scan-beside.ts';
import { type StoredRaw, storeRaw } from './store-raw.ts';

const LARGE_BYTES = 64 * 1024 * 1024;

/**
 * Keeps a large delimited file without reading its table: one thread scans its records, the other hashes and keeps them.
 *
 * @returns undefined for what is small, of another format, or of so rare a shape that only the whole file tells.
 * @throws the codes of `readTable` that its structure decides on; FILE_CHANGED, HOME_NOT_WRITABLE, DISK_FULL
 */
export async function keepLargeVersion(
  deps: DatasetDeps,
  request: EnsureVersionRequest & { readonly name: string },
): Promise<KeptVersion | undefined> {
  const { path, name, span, largeBytes = LARGE_BYTES } = request;
  const file = await lookAtLarge(path, largeBytes);
  if (file === undefined) return undefined;
  const newest = await newestOf(deps.store.datasets, name, span);
  return await keepingChunks(deps, async (chunks, discard) => {
    const keep = () => keepScanned(chunks, request, { file, newest });
    const { kept, scanned } = await keep();
    if (isRare(scanned, file)) {
      await discard();
      return undefined;
    }
    const { report } = scanned;
    refuseCsv(report, {
      file: file.source.name,
      dialect: file.dialect,
      maxRecordBytes: MAX_RECORD_BYTES,
    });
    const version = {
      name,
      hash: bytesHash(kept),
      artifact: await putPieces(deps.artifacts, []),
      nRows: report.nRecords - (file.header.isPresent ? 1 : 0),
      columns: file.columns,
      source: file.source.name,
      raw: kept.raw,
      layout: layoutOf(file, scanned),
      ...(span === undefined ? {} : { span }),
    };
    const added = await commitVersion(deps, version, keep);
    return { ...added, findings: file.header.findings, storedBytes: kept.storedBytes };
  });
}

async function keepScanned(
  chunks: ChunkStore,
  { path, signal }: EnsureVersionRequest,
  { file, newest }: { file: LargeFile; newest: DatasetVersionRecord | undefined },
): Promise<{ kept: StoredRaw; scanned: ScannedFile }> {
  const like =
    newest?.raw && (await readManifest(chunks, newest.raw.manifest).catch(() => undefined));
  const scan = scanBeside({ path, dialect: file.dialect }, signal);
  try {
    const kept = await storeRaw(chunks, path, { cuts: scan.cuts, like, mayEndEarly: true });
    return { kept, scanned: scan.found() };
  } finally {
    await scan.close();
  }
}

/** What our own reader alone cuts as described goes the way of small files; so do quotes that misfit in text with tabs. */
function isRare({ report, isText }: ScannedFile, { dialect }: LargeFile): boolean {
  const isMisfit = report.openQuoteLine !== undefined || report.strayQuote !== undefined;
  return !isText || report.isIrregular || (dialect.delimiter === '\t' && isMisfit);
}

/** Hash of a version that is known by its bytes. */
function bytesHash({ raw }: StoredRaw): DatasetHash {
  return asId(sha256(`kaizen-bytes-1\n${raw.sha256}\n`));
}

function layoutOf(
  { dialect, header }: LargeFile,
  { report, hasRareBlanks }: ScannedFile,
): RawLayout {
  return {
    delimiter: dialect.delimiter,
    hasQuotes: dialect.hasQuotes,
    hasHeader: header.isPresent,
    needsTrim: report.mayNeedTrim || hasRareBlanks,
    longestRecordBytes: report.longestRecordBytes,
    lineBreak: report.lineBreak,
    isSettled: false,
  };
}
