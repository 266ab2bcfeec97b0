import { useState } from 'preact/hooks';
import { api, uploadFile, useAnswer } from '../../api/index.ts';
import { countOf } from '../../charts/index.ts';
import { AnswerView, FailureNote, When } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { useAsking } from '../schemas/use-asking.ts';
import { startAddress } from './start-address.ts';

type Datasets = Awaited<ReturnType<typeof api.datasets.list>>['items'];

/** Datasets offered at first. */
const FIRST = 12;
const MOST = 500;

/** A file that is dropped or chosen, or a dataset that is there. */
export function DataChoice() {
  const answer = useAnswer(() => api.datasets.list({ limit: MOST }), '');
  const isFirst = answer.state === 'here' && answer.value.items.length === 0;
  return (
    <div class={isFirst ? undefined : 'grid'}>
      <FileChoice />
      {!isFirst && (
        <section aria-label="Datasets">
          <AnswerView answer={answer}>
            {({ items }) => <DatasetChoice datasets={items} />}
          </AnswerView>
        </section>
      )}
    </div>
  );
}

function FileChoice() {
  const [file, setFile] = useState<File>();
  const [isOver, setOver] = useState(false);
  const { isBusy, failure, ask } = useAsking();
  const take = (chosen: File | undefined) => {
    setOver(false);
    if (chosen === undefined || isBusy) return;
    setFile(chosen);
    ask(
      () => uploadFile(chosen),
      ({ name, version }) => goTo(startAddress(`${name}@${version}`)),
    );
  };
  return (
    <section>
      <label
        class={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer?.files[0]);
        }}
      >
        <input
          type="file"
          class="unseen"
          accept=".csv,.tsv,.txt,.parquet,.pq,.jsonl,.ndjson,.json,.arff"
          disabled={isBusy}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <strong>{isBusy ? `Reading ${file?.name} …` : 'Drop a file here, or choose one'}</strong>
        <span class="soft small" role="status">
          {isBusy
            ? 'It is kept on the machine of this server and nowhere else.'
            : 'CSV, TSV, Parquet, JSON lines or ARFF, with a row for each case.'}
        </span>
      </label>
      {failure && <FailureNote failure={failure} />}
    </section>
  );
}

function DatasetChoice({ datasets }: { readonly datasets: Datasets }) {
  const [words, search] = useState('');
  const wanted = words.trim().toLowerCase();
  const found = datasets.filter(({ name, source }) =>
    `${name}\n${source}`.toLowerCase().includes(wanted),
  );
  return (
    <div class="card">
      <h3>Or a dataset that is here</h3>
      {datasets.length > FIRST && (
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
      <ul class="choose">
        {found.slice(0, FIRST).map(({ name, version, nRows, nColumns, createdAt }) => (
          <li key={name}>
            <a href={startAddress(`${name}@${version}`)}>{name}</a>
            <span class="soft small">
              {countOf(nRows, 'row')}, {countOf(nColumns, 'column')}, <When at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
      {found.length > FIRST && (
        <p class="soft small">{found.length - FIRST} more are found by their name.</p>
      )}
    </div>
  );
}
