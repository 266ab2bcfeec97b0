import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { countOf } from '../../charts/index.ts';
import { AnswerView, CommandPanel, Page } from '../../components/index.ts';
import { datasetAddress } from '../datasets/dataset-address.ts';
import type { DatasetShown } from '../datasets/version-list.tsx';
import { DataChoice } from './data-choice.tsx';
import { startAddress, type Wanted } from './start-address.ts';
import { startCommands } from './start-commands.ts';
import { TargetChoice } from './target-choice.tsx';
import { TrainingForm } from './training-form.tsx';
import { type TrainingRequest, UNTARGETED } from './training-settings.ts';

/** From data to a run: which table, what to predict, how long to search. */
export function StartPage({
  dataset,
  wanted,
}: {
  /** `name` or `name@version`. Default: it is chosen here. */
  readonly dataset: string | undefined;
  readonly wanted: Wanted;
}) {
  return (
    <Page title="Train a model" kicker={<a href="/runs">Runs</a>}>
      {dataset === undefined ? (
        <>
          <h2>Which data?</h2>
          <DataChoice />
          <CommandPanel forms={startCommands(undefined, {})} />
        </>
      ) : (
        <ChosenData dataset={dataset} wanted={wanted} />
      )}
    </Page>
  );
}

function ChosenData({
  dataset,
  wanted: first,
}: {
  readonly dataset: string;
  readonly wanted: Wanted;
}) {
  const answer = useAnswer(() => api.datasets.show({ name: dataset }), dataset);
  const [wanted, want] = useState(first);
  const [request, say] = useState<TrainingRequest>();
  const choose = (next: Wanted) => {
    want(next);
    say(undefined);
    history.replaceState(history.state, '', startAddress(dataset, next));
  };
  return (
    <>
      <AnswerView answer={answer}>
        {(shown) => <Choice dataset={shown} wanted={wanted} choose={choose} say={say} />}
      </AnswerView>
      <CommandPanel forms={startCommands(dataset, wanted, request)} />
    </>
  );
}

function Choice({
  dataset,
  wanted,
  choose,
  say,
}: {
  readonly dataset: DatasetShown;
  readonly wanted: Wanted;
  readonly choose: (next: Wanted) => void;
  readonly say: (request: TrainingRequest) => void;
}) {
  const { task } = wanted;
  const isColumn = dataset.columns.some(({ name }) => name === wanted.target);
  const target = isColumn ? wanted.target : undefined;
  const isUntargeted = UNTARGETED.includes(task ?? '');
  const isChosen = target !== undefined || isUntargeted;
  return (
    <>
      <DataLine dataset={dataset} />
      <div class={isChosen ? 'training has-target' : 'training'}>
        <TargetChoice
          reference={`${dataset.name}@${dataset.version}`}
          target={target}
          choose={(column) => choose({ target: column })}
        />
        <aside aria-label="What is started">
          {isChosen ? (
            <TrainingForm
              key={`${target} ${task}`}
              dataset={dataset}
              wanted={isUntargeted ? { task } : { target, task }}
              say={say}
              leave={() => choose({})}
            />
          ) : (
            <NothingChosen choose={choose} />
          )}
        </aside>
      </div>
    </>
  );
}

function NothingChosen({ choose }: { readonly choose: (next: Wanted) => void }) {
  return (
    <div class="card">
      <h2>What should be predicted?</h2>
      <p class="soft">
        Choose the column whose values a model shall tell from the other columns: the outcome, the
        price, the label. A column of numbers along time can be forecast as well.
      </p>
      <h3 class="above">No such column?</h3>
      <div class="row">
        <button type="button" class="second" onClick={() => choose({ task: 'clusters' })}>
          Find groups of like rows
        </button>
        <button type="button" class="second" onClick={() => choose({ task: 'anomalies' })}>
          Find unusual rows
        </button>
      </div>
    </div>
  );
}

function DataLine({ dataset }: { readonly dataset: DatasetShown }) {
  const { name, version, nRows, nColumns } = dataset;
  return (
    <p class="row">
      <a href={datasetAddress(name, { version: String(version) })}>
        <strong>
          {name}@{version}
        </strong>
      </a>
      <span class="soft">
        {countOf(nRows, 'row')}, {countOf(nColumns, 'column')}
      </span>
      <a href={startAddress()}>Choose other data</a>
    </p>
  );
}
