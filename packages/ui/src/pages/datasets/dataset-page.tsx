import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useAnswer } from '../../api/index.ts';
import { countOf, formatNumber } from '../../charts/index.ts';
import {
  AnswerView,
  CommandPanel,
  FindingList,
  Page,
  ScrollTable,
  When,
} from '../../components/index.ts';
import { ProfileTable } from './profile-table.tsx';

type DatasetShown = OutputOf<Operations['datasets']['show']>;

/** One dataset: what is in it, what stands out, its versions. */
export function DatasetPage({ name }: { readonly name: string }) {
  const dataset = useAnswer(() => api.datasets.show({ name }), name);
  const profile = useAnswer(() => api.datasets.profile({ name }), name);
  const source = dataset.state === 'here' ? dataset.value.source : 'data.csv';
  return (
    <Page title={name} kicker={<a href="/datasets">Datasets</a>}>
      <AnswerView answer={dataset}>{(shown) => <Facts dataset={shown} />}</AnswerView>
      {dataset.state === 'here' && (
        <AnswerView answer={profile}>
          {(found) => (
            <>
              <h2>What stands out</h2>
              <FindingList findings={found.findings} />
              <h2>Columns</h2>
              <p class="soft">{duplicatesOf(found.statistics.nDuplicateRows)}</p>
              <ProfileTable statistics={found.statistics} />
            </>
          )}
        </AnswerView>
      )}
      {dataset.state === 'here' && <Versions dataset={dataset.value} />}
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: [`kaizen datasets profile ${name}`, `kaizen run ${source} --target COLUMN`].join(
              '\n',
            ),
          },
          {
            name: 'TypeScript',
            code: `const profile = await kaizen.datasets.profile({ name: '${name}' });`,
          },
        ]}
      />
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
    </dl>
  );
}

function Versions({ dataset }: { readonly dataset: DatasetShown }) {
  return (
    <section>
      <h2>Versions</h2>
      <ScrollTable label="Versions" head={['Version', 'Content', 'Added']}>
        {dataset.versions.map(({ version, hash, createdAt }) => (
          <tr key={version}>
            <td>{version}</td>
            <td>
              <code>{hash.slice(0, 12)}</code>
            </td>
            <td>
              <When at={createdAt} />
            </td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}
