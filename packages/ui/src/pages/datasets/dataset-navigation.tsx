import { type DatasetView, datasetAddress } from './dataset-address.ts';
import type { DatasetShown } from './version-list.tsx';

/** The pages of a dataset, and which of them this is. */
export function DatasetNavigation({
  dataset: { name, version, versions },
  view,
  isCompared,
}: {
  readonly dataset: DatasetShown;
  readonly view: DatasetView;
  readonly isCompared: boolean;
}) {
  const current = String(version);
  const earlier =
    versions.find((one) => one.version < version) ??
    versions.find((one) => one.version !== version);
  const link = (title: string, at: DatasetView, against?: string) => (
    <a
      href={datasetAddress(name, { view: at, version: current, against })}
      aria-current={view === at && isCompared === (against !== undefined) ? 'page' : undefined}
    >
      {title}
    </a>
  );
  return (
    <nav class="sections" aria-label="Dataset">
      {link('Profile', 'profile')}
      {earlier !== undefined && link('Compare', 'profile', String(earlier.version))}
      {link('Schema', 'schema')}
      {link('Findings', 'findings')}
      {link('Versions', 'versions')}
    </nav>
  );
}
