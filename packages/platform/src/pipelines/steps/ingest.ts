import { AppError, type ArtifactHash, type Finding } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { DatasetDeps } from '../../datasets/index.ts';
import { keepVersion } from '../../datasets/index.ts';
import type { DatasetVersionRecord } from '../../datasets/store.ts';
import { sha256File } from '../../kit/index.ts';
import { step } from '../step.ts';

/** A file as a dataset version. */
export interface Ingested {
  readonly record: DatasetVersionRecord;
  readonly findings: readonly Finding[];
}

/** What the content of a dataset version depends on. */
export interface IngestParams {
  /** SHA-256 of the bytes behind the path. */
  readonly fileHash: string;
  /** Ending of the file name: it decides on the format where the content leaves a choice. */
  readonly ending: string;
  /** Name of the dataset. */
  readonly name: string;
}

/**
 * Reads the data file into a content-hashed dataset version.
 *
 * @param onTable Gets the table of a version that is new, where the whole of it was read on the way: it need not be loaded.
 * @throws FILE_CHANGED, and every code of reading a table
 */
export const ingest = (deps: DatasetDeps, path: string, onTable: (table: Table) => void) =>
  step<Record<never, never>, IngestParams, Ingested>({
    name: 'ingest',
    title: 'Reading the data',
    url: import.meta.url,
    async run(_inputs, { name, fileHash }, { signal }) {
      const { record, findings, isNew, table } = await keepVersion(deps, {
        path,
        name,
        signal,
        largeBytes: await largeBytesFor(deps, name),
      });
      if ((await sha256File(path)) !== fileHash) throw changedMeanwhile(path);
      if (isNew && table) onTable(table);
      return { record, findings };
    },
    references: ({ record }): readonly ArtifactHash[] => [record.artifact],
  });

/** A run holds the whole table in any case: reading it at once takes a fraction of the time of reading it in pieces. */
const LARGE_BYTES = 2 ** 30;

/** What is kept in pieces goes on being kept so: another way of keeping the same bytes would be another version. */
async function largeBytesFor({ store }: DatasetDeps, name: string): Promise<number | undefined> {
  const newest = await store.datasets.find(name);
  return newest?.layout === undefined ? LARGE_BYTES : undefined;
}

function changedMeanwhile(path: string): AppError {
  return new AppError('FILE_CHANGED', {
    message: `File "${path}" must stay as it is while it is read, got other bytes at the end than at the start.`,
    hint: 'Wait until the program that writes it has ended, and run the same command again.',
    details: { path },
  });
}
