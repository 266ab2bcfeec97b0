import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { restoreRaw } from './versions/restore-raw.ts';

/** Writes the file that a version was read from, to the byte. */
export const restoreDataset =
  ({
    store,
    artifacts,
  }: Pick<DatasetDeps, 'store' | 'artifacts'>): Handler<Operations['datasets']['restore']> =>
  async ({ name: reference, out }) => {
    const { name, version, raw } = await getVersion(store.datasets, reference);
    if (raw === undefined)
      throw new AppError('ARTIFACT_NOT_FOUND', {
        message: `Dataset version "${name}@${version}" must have the bytes of its file, got its table only.`,
        hint: 'An earlier version of KaizenML kept it; add the file again to keep its bytes.',
        details: { name, version },
      });
    await restoreRaw(artifacts.chunks, raw, out);
    return { name, version, out, sha256: raw.sha256, sizeBytes: raw.sizeBytes };
  };
