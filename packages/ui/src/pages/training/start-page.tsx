import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { countOf } from '../../charts/index.ts';
import { AnswerView, CommandPanel, Page } from '../../components/index.ts';
import { datasetAddress } from '../datasets/dataset-address.ts';
import type { DatasetShown } from '../datasets/version-list.tsx';
import { DataChoice } from './data-choice.tsx';
import { startAddress } from './start-address.ts';
import { TargetChoice } from './target-choice.tsx';
import { TrainingForm } from './training-form.tsx';

/** From data to a run: which table, what to predict, how long to search. */
export function StartPage({
  dataset,
  target,
}: {
  /** `name` or `name@version`. Default: it is chosen here. */
  readonly dataset: string | undefined;
  readonly target: string | undefined;
}) {
  return (
    <Page title="Train a model" kicker={<a href="/runs">Runs</a>}>
      {dataset === undefined ? (
        <>
          <h2>Which data?</h2>
          <DataChoice />
          <Commands dataset={undefined} target={undefined} />
        </>
      ) : (
        <ChosenData dataset={dataset} target={target} />
      )}
    </Page>
  );
}

function ChosenData({
  dataset,
  target: first,
}: {
  readonly dataset: string;
  readonly target: string | undefined;
}) {
  const answer = useAnswer(() => api.datasets.show({ name: dataset }), dataset);
  const [target, setTarget] = useState(first);
  const choose = (column: string | undefined) => {
    setTarget(column);
    history.replaceState(history.state, '', startAddress(dataset, column));
  };
  return (
    <>
      <AnswerView answer={answer}>
        {(shown) => {
          const isColumn = shown.columns.some(({ name }) => name === target);
          const chosen = isColumn ? target : undefined;
          const reference = `${shown.name}@${shown.version}`;
          return (
            <>
              <DataLine dataset={shown} />
              <div class={chosen === undefined ? 'training' : 'training has-target'}>
                <TargetChoice reference={reference} target={chosen} choose={choose} />
                <aside>
                  {chosen === undefined ? (
                    <div class="card">
                      <h2>What should be predicted?</h2>
                      <p class="soft">
                        Choose the column whose values a model shall tell from the other columns:
                        the outcome, the price, the label.
                      </p>
                    </div>
                  ) : (
                    <TrainingForm key={chosen} dataset={shown} target={chosen} />
                  )}
                </aside>
              </div>
            </>
          );
        }}
      </AnswerView>
      <Commands dataset={dataset} target={target} />
    </>
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

function Commands({
  dataset,
  target = 'COLUMN',
}: {
  /** Undefined before it is there. */
  readonly dataset: string | undefined;
  readonly target: string | undefined;
}) {
  const name = dataset ?? 'data';
  const column = /^[\w.-]+$/.test(target) ? target : `"${target}"`;
  return (
    <CommandPanel
      forms={[
        {
          name: 'Shell',
          code: [
            ...(dataset === undefined ? ['kaizen datasets add data.csv'] : []),
            `kaizen runs start ${name} --target ${column} --budget 1m`,
          ].join('\n'),
        },
        {
          name: 'TypeScript',
          code: `const { id } = await kaizen.runs.start({ dataset: '${name}', target: '${target}', budget: '1m' });\nconst { trials } = await kaizen.runs.progress({ id });`,
        },
      ]}
    />
  );
}
