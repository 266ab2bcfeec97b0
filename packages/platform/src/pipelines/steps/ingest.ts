import type { ArtifactHash, Finding } from '@kaizenml/contracts';
import type { DatasetDeps } from '../../datasets/index.ts';
import { ensureDatasetVersion } from '../../datasets/index.ts';
import type { DatasetVersionRecord } from '../../datasets/store.ts';
import { step } from '../step.ts';

/** A file as a dataset version. */
export interface Ingested {
  readonly record: DatasetVersionRecord;
  readonly findings: readonly Finding[];
}

/** Reads the data file into a content-hashed dataset version. `fileHash` stands for the bytes behind `path`. */
export const ingest = (deps: DatasetDeps, path: string) =>
  step<Record<never, never>, { readonly fileHash: string; readonly name: string }, Ingested>({
    name: 'ingest',
    title: 'Reading the data',
    url: import.meta.url,
    async run(_inputs, { name }, { signal }) {
      const { record, findings } = await ensureDatasetVersion(deps, { path, name, signal });
      return { record, findings };
    },
    references: ({ record }): readonly ArtifactHash[] => [record.artifact],
  });
