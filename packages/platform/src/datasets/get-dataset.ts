import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { DatasetStore, DatasetVersionRecord } from './store.ts';

/**
 * The dataset version that `name` or `name@version` means.
 *
 * @throws DATASET_NOT_FOUND with the closest names.
 */
export async function getDataset(
  store: DatasetStore,
  reference: string,
): Promise<DatasetVersionRecord> {
  const found = await store.find(reference);
  if (found) return found;
  const { items } = await store.list({ limit: 1000 });
  const names = items.map(({ name }) => name);
  const [name = reference] = reference.split('@');
  const newest = items.find((item) => item.name === name);
  throw new AppError('DATASET_NOT_FOUND', {
    message:
      newest === undefined
        ? `No dataset is called "${name}".`
        : `Dataset "${name}" has no version "${reference.slice(name.length + 1)}"; its newest is ${newest.version}.`,
    hint:
      newest !== undefined
        ? `See its versions with \`kaizen datasets show ${name}\`.`
        : (didYouMean(name, names) ??
          (names.length === 0
            ? 'Add one with `kaizen datasets add FILE`.'
            : `There is ${listNames(names)}; see \`kaizen datasets list\`.`)),
    details: { name: reference, known: names.slice(0, 20) },
  });
}
