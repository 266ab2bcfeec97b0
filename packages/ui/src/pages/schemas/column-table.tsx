import type { DataSchema } from '@kaizenml/contracts';
import { useRef, useState } from 'preact/hooks';
import { formatNumber } from '../../charts/index.ts';
import { ScrollTable } from '../../components/index.ts';
import { ColumnForm } from './column-form.tsx';
import { allowedWords, comparatorWords, environmentWords, presenceWords } from './column-words.ts';

/** Tables with fewer columns are read without a search. */
const SEARCHED = 12;
const MOST = 200;

/** What a schema says of each column; with `edit` each can be changed. */
export function ColumnTable({
  schema,
  edit,
}: {
  readonly schema: DataSchema;
  readonly edit?: {
    readonly dataset: string;
    readonly version: number;
    readonly onEdited: (words: string) => void;
  };
}) {
  const [words, search] = useState('');
  const [chosen, choose] = useState<string>();
  const opener = useRef<HTMLButtonElement>(null);
  const columns = Object.entries(schema.columns);
  const wanted = words.trim().toLowerCase();
  const found = columns.filter(([name]) => name.toLowerCase().includes(wanted));
  const column = chosen === undefined ? undefined : schema.columns[chosen];
  const close = () => {
    choose(undefined);
    opener.current?.focus();
  };
  return (
    <>
      {columns.length >= SEARCHED && (
        <div class="tools">
          <label class="search">
            Search columns
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
        {found.length === columns.length && found.length <= MOST
          ? ''
          : `${formatNumber(Math.min(MOST, found.length))} of ${formatNumber(columns.length)} columns`}
      </p>
      <div class="schema-columns">
        <ScrollTable
          label="Columns of the schema"
          head={['Column', 'Type', 'With a value', 'Allowed', 'Expected', ...(edit ? [''] : [])]}
        >
          {found.slice(0, MOST).map(([name, one]) => (
            <tr key={name}>
              <td>
                <strong>{name}</strong>
                {(one.unit ?? one.doc) !== undefined && (
                  <div class="soft small">{[one.unit, one.doc].filter(Boolean).join(' · ')}</div>
                )}
              </td>
              <td>
                {one.type}
                {one.isCategorical && <div class="soft small">names something</div>}
              </td>
              <td>{presenceWords(one)}</td>
              <td class="small">
                <Parts parts={[...allowedWords(one, schema), ...comparatorWords(one)]} />
              </td>
              <td>
                {one.stage !== undefined && one.stage !== 'production' && (
                  <span class="badge" title="Only production columns are checked">
                    {one.stage}
                  </span>
                )}
                <Parts parts={environmentWords(one)} none="everywhere" />
              </td>
              {edit && (
                <td class="n">
                  <button
                    type="button"
                    class="quiet"
                    aria-label={`Edit ${name}`}
                    onClick={(event) => {
                      opener.current = event.currentTarget;
                      choose(name);
                    }}
                  >
                    Edit
                  </button>
                </td>
              )}
            </tr>
          ))}
        </ScrollTable>
      </div>
      {edit && chosen !== undefined && column !== undefined && (
        <ColumnForm
          {...edit}
          name={chosen}
          column={column}
          environments={schema.environments ?? ['training', 'serving']}
          close={close}
        />
      )}
    </>
  );
}

function Parts({
  parts,
  none = '',
}: {
  readonly parts: readonly string[];
  readonly none?: string;
}) {
  if (parts.length === 0) return <span class="soft">{none}</span>;
  return (
    <>
      {parts.map((part) => (
        <div key={part}>{part}</div>
      ))}
    </>
  );
}
