export { addDataset } from './add.ts';
export { findAugmentation } from './augment/find-augmentation.ts';
export { augmentDataset } from './augment.ts';
export { checkDataset } from './check.ts';
export { constrainDataset } from './constraints.ts';
export { hashTable } from './content-hash.ts';
export { csvLine } from './csv/write-csv.ts';
export { diffDataset } from './diff.ts';
export { columnOfTexts } from './engine/column-of-texts.ts';
export { isTextKind, type KnownKinds, type TextKind } from './engine/known-kinds.ts';
export { trimBlanks } from './engine/trim-blanks.ts';
export {
  type DatasetDeps,
  datasetName,
  type EnsuredVersion,
  type EnsureVersionRequest,
  ensureDatasetVersion,
  type KeptVersion,
  keepVersion,
} from './ensure-version.ts';
export { type ParquetBounds, readParquetRows } from './formats/parquet-rows.ts';
export type { TableFormat } from './formats/read-context.ts';
export { getVersion } from './get-version.ts';
export { lintDataset } from './lint.ts';
export { listDatasets } from './list.ts';
export { loadColumn } from './load-column.ts';
export { loadParquet, loadVersion } from './load-version.ts';
export { openSource, type SourceFile, toReadError } from './open-source.ts';
export { type ColumnField, conformColumn } from './pieces/conform-column.ts';
export { openPieces } from './pieces/open-pieces.ts';
export type {
  Piece,
  PieceFile,
  PieceRows,
  RawColumn,
  StoredKind,
} from './pieces/piece.ts';
export { readCsvPiece } from './pieces/read-csv-piece.ts';
export { readJsonPiece } from './pieces/read-json-piece.ts';
export { PIECE_BYTES } from './pieces/text-pieces.ts';
export { profileDataset } from './profile.ts';
export { type ReadTable, type ReadTableOptions, readTable } from './read-table.ts';
export { redactDataset } from './redact.ts';
export { removeDataset } from './remove.ts';
export { restoreDataset } from './restore.ts';
export { retainDataset } from './retain.ts';
export { sampleDataset } from './sample.ts';
export { selectDataset } from './select.ts';
export { showDataset } from './show.ts';
export { scanStatistics } from './statistics/scan-statistics.ts';
export { type StatisticsDeps, versionStatistics } from './statistics/version-statistics.ts';
export type {
  DatasetColumn,
  DatasetStore,
  DatasetVersionRecord,
  NewDatasetVersion,
} from './store.ts';
export { tagDataset } from './tag.ts';
export { untagDataset } from './untag.ts';
export { validateDataset } from './validate.ts';
export { checkFile } from './validation/check-file.ts';
export { datasetNode, fileNode, recordDerivation } from './versions/record-derivation.ts';
export { recordWritten } from './versions/record-written.ts';
export { spanBefore } from './versions/span-before.ts';
export { type TableFiles, tableFiles } from './versions/table-files.ts';
export { findViolations } from './violations.ts';
export { notWritable, toCsv, writeAnswers } from './write-answers.ts';
export { writeParquet } from './write-parquet.ts';
