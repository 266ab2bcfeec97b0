import { api, useAnswer } from '../../api/index.ts';
import { formatNumber } from '../../charts/index.ts';
import { AnswerView, Page, When } from '../../components/index.ts';
import { lineageAddress } from '../lineage/lineage-address.ts';
import { SchemaSection } from '../schemas/schema-section.tsx';
import { startAddress } from '../training/start-address.ts';
import { type DatasetView, referenceOf } from './dataset-address.ts';
import { DatasetCommands } from './dataset-commands.tsx';
import { DatasetNavigation } from './dataset-navigation.tsx';
import { FindingsSection } from './findings-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { type DatasetShown, VersionList } from './version-list.tsx';

/** One version of a dataset: what is in it, what changed, what it must hold, what was noticed, its versions. */
export function DatasetPage({
  name,
  view,
  version,
  against,
}: {
  readonly name: string;
  readonly view: DatasetView;
  /** Default: the newest one. */
  readonly version: string | undefined;
  /** A version of it, or another dataset, that it is compared with. */
  readonly against: string | undefined;
}) {
  const reference = version === undefined ? name : `${name}@${version}`;
  const other = against === undefined ? undefined : referenceOf(name, against);
  const dataset = useAnswer(() => api.datasets.show({ name: reference }), reference);
  const title = other === undefined ? reference : `${reference} beside ${other}`;
  return (
    <Page title={title} kicker={<a href="/datasets">Datasets</a>}>
      <AnswerView answer={dataset}>
        {(shown) => (
          <>
            <Facts dataset={shown} />
            <p>
              <a class="button" href={startAddress(`${shown.name}@${shown.version}`)}>
                Train a model on this
              </a>{' '}
              <a href={lineageAddress({ of: `${shown.name}@${shown.version}` })}>
                What came of it →
              </a>
            </p>
            <DatasetNavigation dataset={shown} view={view} isCompared={other !== undefined} />
            {view === 'profile' && (
              <ProfileSection dataset={shown} reference={reference} other={other} />
            )}
            {view === 'schema' && <SchemaSection dataset={shown} />}
            {view === 'findings' && <FindingsSection dataset={shown} />}
            {view === 'versions' && <VersionList dataset={shown} />}
          </>
        )}
      </AnswerView>
      <DatasetCommands
        name={name}
        reference={reference}
        other={other}
        view={view}
        source={dataset.state === 'here' ? dataset.value.source : 'data.csv'}
      />
    </Page>
  );
}

function Facts({ dataset }: { readonly dataset: DatasetShown }) {
  const facts = [
    ['Version', String(dataset.version)],
    ['Rows', formatNumber(dataset.nRows)],
    ['Columns', formatNumber(dataset.nColumns)],
    ['Read from', dataset.source],
    ['Content', dataset.hash.slice(0, 12)],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>Added</dt>
        <dd>
          <When at={dataset.createdAt} />
        </dd>
      </div>
    </dl>
  );
}
