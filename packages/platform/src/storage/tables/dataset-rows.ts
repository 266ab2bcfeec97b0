import { asId } from '@kaizenml/contracts';
import type { DatasetVersionRecord, RawFile } from '../../datasets/store.ts';
import type { DatasetVersionsTable } from '../schema.ts';

/** A version as a row. */
export function toRow(record: DatasetVersionRecord): DatasetVersionsTable {
  const { name, version, hash, artifact, nRows, columns, source, createdAt } = record;
  const { raw, layout, span } = record;
  return {
    name,
    version,
    hash,
    artifact,
    n_rows: nRows,
    columns: JSON.stringify(columns),
    source,
    created_at: createdAt,
    raw: raw?.manifest ?? null,
    raw_sha256: raw?.sha256 ?? null,
    raw_bytes: raw?.sizeBytes ?? null,
    layout: layout === undefined ? null : JSON.stringify(layout),
    span: span ?? null,
  };
}

/** A row as a version. */
export function toRecord(row: DatasetVersionsTable): DatasetVersionRecord {
  const raw = rawOf(row);
  return {
    name: row.name,
    version: row.version,
    hash: asId(row.hash),
    artifact: asId(row.artifact),
    nRows: row.n_rows,
    columns: JSON.parse(row.columns),
    source: row.source,
    createdAt: row.created_at,
    ...(raw === undefined ? {} : { raw }),
    ...(row.layout === null ? {} : { layout: JSON.parse(row.layout) }),
    ...(row.span === null ? {} : { span: row.span }),
  };
}

function rawOf({
  raw,
  raw_sha256: sha256,
  raw_bytes: sizeBytes,
}: DatasetVersionsTable): RawFile | undefined {
  if (raw === null || sha256 === null || sizeBytes === null) return undefined;
  return { manifest: raw, sha256, sizeBytes };
}
