import { AppError } from '@kaizenml/contracts';
import type { App } from '../app.ts';
import { type DatasetDeps, ensureDatasetVersion } from '../datasets/index.ts';
import type { Store } from '../storage/store.ts';
import { stampOf } from './matching-files.ts';
import type { CheckData } from './run-job.ts';

/** What new data are read, checked and versioned with. */
export interface ArrivalDeps extends DatasetDeps {
  readonly store: Pick<Store, 'datasets' | 'schemas' | 'lineage'>;
  readonly handlers: Pick<App['handlers'], 'datasets' | 'schemas'>;
}

/**
 * Checks a file against the schema of its dataset and against the version before, and keeps it as a version.
 *
 * A dataset without a schema gets the one that its first version lets infer: what comes later is measured by it, and
 * people edit it. Statistics are kept with the version, so that its page is there at once.
 */
export const checkArrival =
  (deps: ArrivalDeps): CheckData =>
  async ({ path, dataset, hold, signal }) => {
    const { store, handlers } = deps;
    const stamp = await stampOf(path);
    const before = await store.datasets.find(dataset);
    const hasSchema = (await store.schemas.find(dataset)) !== undefined;
    const checked = hasSchema
      ? await handlers.datasets.validate(
          {
            data: path,
            schema: dataset,
            ...(before === undefined ? {} : { against: `${dataset}@${before.version}` }),
            strict: false,
          },
          { inputs: { policy: 'stop' } },
        )
      : undefined;
    const anomalies = checked?.anomalies ?? [];
    if (checked !== undefined && !checked.passed && hold)
      return { version: null, isNew: true, nRows: checked.nRows, anomalies };
    signal.throwIfAborted();
    const { record, isNew } = await ensureDatasetVersion(deps, { path, name: dataset, signal });
    if ((await stampOf(path)) !== stamp) throw changed(path);
    if (!hasSchema) await inferFirst(handlers, dataset);
    await handlers.datasets.profile({ name: `${dataset}@${record.version}` });
    return { version: record.version, isNew, nRows: record.nRows, anomalies };
  };

async function inferFirst({ schemas }: ArrivalDeps['handlers'], dataset: string): Promise<void> {
  const { yaml } = await schemas.infer({ name: dataset, maxDomain: 400 });
  await schemas.put({ name: dataset, yaml });
}

function changed(path: string): AppError {
  return new AppError('FILE_CHANGED', {
    message: `"${path}" must stay as it is while it is checked and kept, got other content on the way.`,
    hint: 'Write to another name and rename the file when it is whole.',
    details: { path },
  });
}
