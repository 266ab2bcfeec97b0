import { AppError, didYouMean } from '@kaizenml/contracts';
import type { DatasetStore, DatasetVersionRecord } from './store.ts';

const MAX_NAMES = 1000;

/**
 * The newest version of a name, or the one of `name@version`.
 *
 * @throws DATASET_NOT_FOUND with the closest names.
 */
export async function getVersion(
  datasets: DatasetStore,
  reference: string,
): Promise<DatasetVersionRecord> {
  const record = await datasets.find(reference);
  if (record) return record;
  const at = reference.lastIndexOf('@');
  const name = at > 0 ? reference.slice(0, at) : reference;
  const newest = at > 0 ? await datasets.find(name) : undefined;
  if (newest) {
    throw new AppError('DATASET_NOT_FOUND', {
      message: `Dataset "${name}" has versions 1 to ${newest.version}, got "${reference}".`,
      hint: `See its versions with \`kaizen datasets show ${name}\`.`,
      details: { name: reference, newest: newest.version },
    });
  }
  const { items } = await datasets.list({ limit: MAX_NAMES });
  const known = items.map((item) => item.name);
  throw new AppError('DATASET_NOT_FOUND', {
    message: `Dataset "${reference}" does not exist.`,
    hint: didYouMean(name, known) ?? 'See the names with `kaizen datasets list`.',
    details: { name: reference },
  });
}
