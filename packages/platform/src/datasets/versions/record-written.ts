import { existsSync } from 'node:fs';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { type Clock, instant, sha256File, systemClock } from '../../kit/index.ts';
import type { Store } from '../../storage/store.ts';
import { version } from '../../version.ts';
import { datasetNode, fileNode, recordDerivation } from './record-derivation.ts';
import { userName } from './user-name.ts';

/** What derivations are written down with. */
export interface WrittenDeps {
  readonly store: Pick<Store, 'datasets' | 'lineage'>;
  readonly artifacts: ArtifactStore;
  /** Default: the clock of the system. */
  readonly clock?: Clock | undefined;
}

/**
 * Writes down what files an operation has made of a data file or a dataset version; nothing where it made none.
 *
 * Files are known by their bytes: a file that is added to the datasets later brings its origin along. Rows that came
 * through a pipe have no origin.
 */
export async function recordWritten(
  { store, artifacts, clock = systemClock }: WrittenDeps,
  {
    command,
    source,
    parameters,
    written,
  }: {
    readonly command: string;
    /** A path, or `name@version`. */
    readonly source: string;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly written: readonly (string | null | undefined)[];
  },
): Promise<void> {
  const paths = written.filter((path) => path !== null && path !== undefined);
  if (paths.length === 0) return;
  const from = await originOf(store.datasets, source);
  const to: string[] = [];
  for (const path of paths) to.push(fileNode(await sha256File(path)));
  await recordDerivation(
    { lineage: store.lineage, artifacts },
    { command, parameters, by: userName(), kit: version, at: instant(clock) },
    { from, to: to.filter((node) => !from.includes(node)) },
  );
}

async function originOf(datasets: Store['datasets'], source: string): Promise<string[]> {
  if (existsSync(source)) return [fileNode(await sha256File(source))];
  const record = await datasets.find(source);
  return record === undefined ? [] : [datasetNode(record.hash)];
}
