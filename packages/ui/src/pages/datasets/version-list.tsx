import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { ScrollTable, When } from '../../components/index.ts';
import { datasetAddress } from './dataset-address.ts';

export type DatasetShown = OutputOf<Operations['datasets']['show']>;

/** The versions of a dataset, each with its page and a comparison with the one that is shown. */
export function VersionList({ dataset }: { readonly dataset: DatasetShown }) {
  const { name, version: current, versions } = dataset;
  return (
    <section>
      <h2>Versions</h2>
      <ScrollTable label="Versions" head={['Version', 'Tags', 'Content', 'Added', 'Compare']}>
        {versions.map(({ version, hash, createdAt, tags, span }) => (
          <tr key={version}>
            <td>
              {version === current ? (
                <strong aria-current="true">{version}</strong>
              ) : (
                <a href={datasetAddress(name, { version: String(version) })}>{version}</a>
              )}
            </td>
            <td>{[span, ...tags].filter(Boolean).join(', ')}</td>
            <td>
              <code>{hash.slice(0, 12)}</code>
            </td>
            <td>
              <When at={createdAt} />
            </td>
            <td>
              {version === current ? (
                <span class="soft">shown</span>
              ) : (
                <a
                  href={datasetAddress(name, {
                    version: String(current),
                    against: String(version),
                  })}
                >
                  {current} beside {version}
                </a>
              )}
            </td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}
