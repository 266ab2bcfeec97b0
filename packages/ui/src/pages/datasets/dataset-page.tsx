import { api, useAnswer } from '../../api/index.ts';
import { countOf, fewFindings, formatNumber } from '../../charts/index.ts';
import { AnswerView, CommandPanel, FindingList, Page, When } from '../../components/index.ts';
import { AssociationView } from './association-view.tsx';
import { ChangeCards } from './change-cards.tsx';
import { ColumnCards } from './column-cards.tsx';
import { datasetAddress, referenceOf } from './dataset-address.ts';
import { type DatasetShown, VersionList } from './version-list.tsx';

/** One version of a dataset: what is in it, what stands out, or what changed since another one; its versions. */
export function DatasetPage({
  name,
  version,
  against,
}: {
  readonly name: string;
  /** Default: the newest one. */
  readonly version: string | undefined;
  /** A version of it, or another dataset, that it is compared with. */
  readonly against: string | undefined;
}) {
  const reference = version === undefined ? name : `${name}@${version}`;
  const other = against === undefined ? undefined : referenceOf(name, against);
  const dataset = useAnswer(() => api.datasets.show({ name: reference }), reference);
  const profile = useAnswer(
    () => api.datasets.profile({ name: reference, against: other }),
    `${reference}\n${other}`,
  );
  const title = other === undefined ? reference : `${reference} beside ${other}`;
  return (
    <Page title={title} kicker={<a href="/datasets">Datasets</a>}>
      <AnswerView answer={dataset}>
        {(shown) => (
          <>
            <Facts dataset={shown} />
            <DatasetNavigation dataset={shown} isCompared={other !== undefined} />
          </>
        )}
      </AnswerView>
      {dataset.state === 'here' && (
        <AnswerView answer={profile}>
          {({ name: now, findings, statistics, against: before, againstName }) => (
            <>
              {before === null ? (
                <>
                  <h2>What stands out</h2>
                  <FindingList findings={fewFindings(findings)} />
                  <h2>Columns</h2>
                  <p class="soft">{duplicatesOf(statistics.nDuplicateRows)}</p>
                  <ColumnCards columns={statistics.columns} />
                  <AssociationView statistics={statistics} />
                </>
              ) : (
                <>
                  <h2>What changed</h2>
                  <ChangeCards
                    before={before}
                    after={statistics}
                    names={[againstName ?? 'before', now]}
                  />
                </>
              )}
            </>
          )}
        </AnswerView>
      )}
      {dataset.state === 'here' && <VersionList dataset={dataset.value} />}
      <Commands reference={reference} other={other} dataset={dataset} />
    </Page>
  );
}

function duplicatesOf(n: number | null): string {
  if (n === null) return 'Rows that occur more than once were not counted.';
  return n === 0
    ? 'No row occurs more than once.'
    : `${countOf(n, 'row equals', 'rows equal')} an earlier one.`;
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

/** The pages of a dataset. */
function DatasetNavigation({
  dataset: { name, version, versions },
  isCompared,
}: {
  readonly dataset: DatasetShown;
  readonly isCompared: boolean;
}) {
  const earlier =
    versions.find((one) => one.version < version) ??
    versions.find((one) => one.version !== version);
  const current = String(version);
  return (
    <nav class="sections" aria-label="Dataset">
      <a
        href={datasetAddress(name, { version: current })}
        aria-current={isCompared ? undefined : 'page'}
      >
        Profile
      </a>
      {earlier !== undefined && (
        <a
          href={datasetAddress(name, { version: current, against: String(earlier.version) })}
          aria-current={isCompared ? 'page' : undefined}
        >
          What changed
        </a>
      )}
    </nav>
  );
}

function Commands({
  reference,
  other,
  dataset,
}: {
  readonly reference: string;
  readonly other: string | undefined;
  readonly dataset: { readonly state: string; readonly value?: DatasetShown };
}) {
  const flag = other === undefined ? '' : ` --against ${other}`;
  const source = dataset.value?.source ?? 'data.csv';
  const input = other === undefined ? '' : `, against: '${other}'`;
  return (
    <CommandPanel
      forms={[
        {
          name: 'Shell',
          code: [
            `kaizen datasets profile ${reference}${flag}`,
            `kaizen datasets profile ${reference}${flag} --html profile.html`,
            ...(other === undefined ? [`kaizen run ${source} --target COLUMN`] : []),
          ].join('\n'),
        },
        {
          name: 'TypeScript',
          code: `const profile = await kaizen.datasets.profile({ name: '${reference}'${input} });`,
        },
      ]}
    />
  );
}
