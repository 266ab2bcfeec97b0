import { useState } from 'preact/hooks';
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
import { startAddress } from '../training/start-address.ts';
import { datasetAddress } from './dataset-address.ts';

const LIMIT = 500;
/** Fewer datasets are found without a search. */
const SEARCHED = 6;

/** The catalogue: every dataset with its newest version. */
export function DatasetsPage({ after }: { readonly after: string | undefined }) {
  const answer = useAnswer(() => api.datasets.list({ limit: LIMIT, after }), after ?? '');
  const [words, search] = useState('');
  return (
    <Page title="Datasets">
      <p>
        <a class="button" href={startAddress()}>
          Add a file and train on it
        </a>
      </p>
      <AnswerView answer={answer}>
        {({ items, next }) => {
          if (items.length === 0)
            return (
              <EmptyNote title="No data has been read yet" command="kaizen datasets add data.csv">
                CSV, TSV, Parquet, JSON lines or ARFF. Every version is kept under the hash of its
                content, so that a result can always be traced to the very rows it was learned from.
              </EmptyNote>
            );
          const wanted = words.trim().toLowerCase();
          const found = items.filter(({ name, source }) =>
            `${name}\n${source}`.toLowerCase().includes(wanted),
          );
          return (
            <>
              {items.length >= SEARCHED && (
                <div class="tools">
                  <label class="search">
                    Search by name or source
                    <input
                      type="search"
                      autocomplete="off"
                      value={words}
                      onInput={(event) => search(event.currentTarget.value)}
                    />
                  </label>
                </div>
              )}
              <p class="soft small" role="status">
                {found.length === items.length
                  ? ''
                  : `${formatNumber(found.length)} of ${formatNumber(items.length)} datasets`}
              </p>
              <ScrollTable
                label="Datasets"
                head={['Dataset', '#Version', '#Rows', '#Columns', 'Read from', 'Added']}
              >
                {found.map(({ name, version, nRows, nColumns, source, createdAt }) => (
                  <tr key={name}>
                    <td>
                      <a href={datasetAddress(name)}>{name}</a>
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
          );
        }}
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
