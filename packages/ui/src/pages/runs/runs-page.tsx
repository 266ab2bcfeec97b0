import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { countOf } from '../../charts/index.ts';
import { EmptyNote, FailureNote, Page } from '../../components/index.ts';
import { changePlace, goTo } from '../../router/index.ts';
import { WhoMay } from '../access/who-may.tsx';
import { startAddress } from '../training/start-address.ts';
import { ColumnPicker } from './table/column-picker.tsx';
import { FilterBox } from './table/filter-box.tsx';
import { GroupTable } from './table/group-table.tsx';
import { PickBar } from './table/pick-bar.tsx';
import { nameOfField, parseField, type RunField } from './table/run-field.ts';
import { columnChoices, fieldsOf, usualColumns } from './table/run-fields.ts';
import { type RunQuery, readRunQuery, runsAddress } from './table/run-query.ts';
import { RunTable } from './table/run-table.tsx';
import type { FoundRun } from './table/run-value.ts';
import { RunsCommands } from './table/runs-commands.tsx';
import { useFoundRuns } from './table/use-found-runs.ts';
import { ViewMenu } from './views/view-menu.tsx';

const NO_RUNS: readonly FoundRun[] = [];
const MOST_EXPERIMENTS = 1000;

/** Runs of everybody: filtered, sorted, with columns of what they logged, and picked to be compared. */
export function RunsPage({ place }: { readonly place: URLSearchParams }) {
  const query = readRunQuery(place);
  const { page, isOld, failure } = useFoundRuns(query);
  const runs = page?.items ?? NO_RUNS;
  const columns =
    query.columns?.flatMap((name) => parseField(name) ?? []) ??
    usualColumns(runs, { hasExperiment: query.experiment !== undefined });
  const isOfFilter = failure?.code === 'SEARCH_INVALID' && failure.details.text === query.filter;
  const isEmptyHome =
    page?.items.length === 0 && runsAddress({ ...query, picked: [] }) === '/runs' && !isOld;
  return (
    <Page title="Runs">
      <div class="row between runs-head">
        <ExperimentChoice query={query} />
        <ViewMenu page="runs" address={runsAddress({ ...query, after: undefined })} />
        <a class="button" href={startAddress()}>
          Train a model
        </a>
      </div>
      {isEmptyHome ? (
        <NoRuns />
      ) : (
        <>
          <FilterBox
            filter={query.filter ?? ''}
            names={namesIn(runs)}
            problem={isOfFilter ? failure : undefined}
            onFilter={(filter) => goTo(runsAddress({ ...query, filter, after: undefined }))}
          />
          {failure !== undefined && !isOfFilter && <FailureNote failure={failure} />}
          {page === undefined ? (
            failure === undefined && <p class="waiting">Looking for runs …</p>
          ) : (
            <Found {...{ query, runs, columns, isOld }} next={page.next} />
          )}
        </>
      )}
      {query.experiment !== undefined && <WhoMay experiment={query.experiment} />}
      <RunsCommands query={query} />
    </Page>
  );
}

/** A filter may name what runs have, and what is known of every run. */
function namesIn(runs: readonly FoundRun[]): readonly string[] {
  return [
    ...fieldsOf(runs).map(({ field }) => nameOfField(field)),
    ...['run_name', 'status', 'start_time', 'end_time', 'user_id', 'run_id'],
  ];
}

function Found({
  query,
  runs,
  columns,
  isOld,
  next,
}: {
  readonly query: RunQuery;
  readonly runs: readonly FoundRun[];
  readonly columns: readonly RunField[];
  readonly isOld: boolean;
  readonly next: string | undefined;
}) {
  const [isPicking, setPicking] = useState(false);
  // Other pages of the same table keep its columns.
  const shown = { ...query, columns: columns.map(nameOfField) };
  const pick = (id: string, isPicked: boolean) => {
    const others = query.picked.filter((one) => one !== id);
    changePlace(runsAddress({ ...query, picked: isPicked ? [...others, id] : others }));
  };
  return (
    <>
      <div class="row runs-tools">
        <button type="button" class="quiet" onClick={() => setPicking(true)}>
          Columns ({columns.length})
        </button>
        <GroupChoice query={query} runs={runs} />
        <span class="soft small" role="status">
          {isOld
            ? 'Looking …'
            : query.group === undefined && `${countOf(runs.length, 'run')} on this page`}
        </span>
      </div>
      {isPicking && (
        <ColumnPicker
          choices={columnChoices(runs, columns)}
          chosen={columns}
          onClose={() => setPicking(false)}
          onChoose={(chosen) => {
            setPicking(false);
            goTo(runsAddress({ ...query, columns: chosen?.map(nameOfField) }));
          }}
        />
      )}
      {query.group !== undefined ? (
        <GroupTable query={query} group={query.group} columns={columns} />
      ) : runs.length === 0 ? (
        <p class="card">No run is as the filter says.</p>
      ) : (
        <RunTable
          {...{ runs, columns, isOld }}
          order={query.order}
          picked={query.picked}
          addressOf={(order) => runsAddress({ ...shown, order, after: undefined })}
          onPick={pick}
        />
      )}
      {query.group === undefined && (
        <nav class="row pages" aria-label="Pages of the table">
          {query.after !== undefined && (
            <a href={runsAddress({ ...shown, after: undefined })}>← First page</a>
          )}
          {next !== undefined && <a href={runsAddress({ ...shown, after: next })}>Next page →</a>}
        </nav>
      )}
      <PickBar
        picked={query.picked}
        onClear={() => changePlace(runsAddress({ ...query, picked: [] }))}
      />
    </>
  );
}

/** A field by whose values runs are counted. */
function GroupChoice({
  query,
  runs,
}: {
  readonly query: RunQuery;
  readonly runs: readonly FoundRun[];
}) {
  const { group = '' } = query;
  const fields = fieldsOf(runs)
    .filter(({ field }) => field.of !== 'metric')
    .map(({ field }) => nameOfField(field));
  const names = [...new Set([...(group === '' ? [] : [group]), ...fields, 'status', 'user_id'])];
  return (
    <label class="group-choice small">
      <span class="soft">Group by</span>{' '}
      <select
        value={group}
        onChange={(event) =>
          goTo(runsAddress({ ...query, group: event.currentTarget.value, after: undefined }))
        }
      >
        <option value="">nothing</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function ExperimentChoice({ query }: { readonly query: RunQuery }) {
  const answer = useAnswer(() => api.experiments.list({ limit: MOST_EXPERIMENTS }), '');
  const known = answer.state === 'here' ? answer.value.items : [];
  const { experiment = '' } = query;
  const isMissing = experiment !== '' && !known.some(({ name }) => name === experiment);
  return (
    <label class="experiment-choice">
      <span class="soft">Experiment</span>{' '}
      <select
        value={experiment}
        onChange={(event) =>
          goTo(runsAddress({ experiment: event.currentTarget.value, picked: query.picked }))
        }
      >
        <option value="">All experiments</option>
        {isMissing && <option value={experiment}>{experiment}</option>}
        {known.map(({ name, nRuns }) => (
          <option key={name} value={name}>
            {name} ({countOf(nRuns, 'run')})
          </option>
        ))}
      </select>
    </label>
  );
}

function NoRuns() {
  return (
    <EmptyNote title="Nothing was run yet" command="kaizen run data.csv --target COLUMN">
      A run takes a table of data and the name of the column to predict, tries models on it,
      measures the best on unseen rows and registers it. Its figures and its report appear here.
      Programs that log with MLflow's client or with ours appear here, too.
    </EmptyNote>
  );
}
