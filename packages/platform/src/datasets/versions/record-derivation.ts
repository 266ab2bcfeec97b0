import type { DatasetHash } from '@kaizenml/contracts';
import type { Store } from '../../storage/store.ts';
import type { RawFile } from '../store.ts';

/** How a dataset version came out of another: `fixed-from`, `quarantined-from`, `sampled-from`, `augmented-from`. */
export type DerivationRole = `${'fixed' | 'quarantined' | 'sampled' | 'augmented'}-from`;

/** Draws the arrow from what a dataset version was made of to the version. */
export async function recordDerivation(
  lineage: Store['lineage'],
  {
    from,
    to,
    role,
  }: { readonly from: DatasetHash; readonly to: DatasetHash; readonly role: DerivationRole },
): Promise<void> {
  if (from !== to) await lineage.add([{ from: datasetNode(from), to: datasetNode(to), role }]);
}

/** Draws the arrow from the bytes of a file to the table that was read from them. */
export async function recordReading(
  lineage: Store['lineage'],
  raw: RawFile,
  hash: DatasetHash,
): Promise<void> {
  await lineage.add([{ from: `raw:${raw.sha256}`, to: datasetNode(hash), role: 'read-as' }]);
}

/** The node of a dataset version in the lineage. */
export function datasetNode(hash: DatasetHash): string {
  return `dataset:${hash}`;
}
