import { invariant } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { Store } from '../../storage/store.ts';
import type { LoadableVersion } from '../load-version.ts';
import type { RawFile, RawLayout } from '../store.ts';

/** The whole table of a large file in memory. */
export async function loadLargeTable(
  _deps: { readonly artifacts: ArtifactStore; readonly store?: Pick<Store, 'datasets'> },
  _version: LoadableVersion & { readonly raw: RawFile; readonly layout: RawLayout },
  _options: { readonly signal?: AbortSignal | undefined },
): Promise<Table> {
  return invariant(false, 'no version has a layout yet') as never;
}
