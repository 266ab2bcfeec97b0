import { api, useAnswer } from '../../api/index.ts';
import { formatNumber } from '../../charts/index.ts';
import {
  AnswerView,
  CommandPanel,
  EmptyNote,
  Page,
  Pager,
  ScrollTable,
  When,
} from '../../components/index.ts';

/** Datasets with their newest version. */
export function DatasetsPage({ after }: { readonly after: string | undefined }) {
  const answer = useAnswer(() => api.datasets.list({ limit: 50, after }), after ?? '');
  return (
    <Page title="Datasets">
      <AnswerView answer={answer}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyNote title="No data has been read yet" command="kaizen datasets add data.csv">
              CSV, TSV, Parquet, JSON lines or ARFF. Every version is kept under the hash of its
              content, so that a result can always be traced to the very rows it was learned from.
            </EmptyNote>
          ) : (
            <>
              <ScrollTable
                label="Datasets"
                head={['Dataset', '#Version', '#Rows', '#Columns', 'Read from', 'Added']}
              >
                {items.map(({ name, version, nRows, nColumns, source, createdAt }) => (
                  <tr key={name}>
                    <td>
                      <a href={`/datasets/${encodeURIComponent(name)}`}>{name}</a>
                    </td>
                    <td class="n">{version}</td>
                    <td class="n">{formatNumber(nRows)}</td>
                    <td class="n">{formatNumber(nColumns)}</td>
                    <td>{source}</td>
                    <td>
                      <When at={createdAt} />
                    </td>
                  </tr>
                ))}
              </ScrollTable>
              <Pager path="/datasets" next={next} />
            </>
          )
        }
      </AnswerView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: 'kaizen datasets list' },
          {
            name: 'TypeScript',
            code: 'const { items } = await kaizen.datasets.list({ limit: 50 });',
          },
        ]}
      />
    </Page>
  );
}
