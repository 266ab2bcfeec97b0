import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote, WithCode } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { datasetAddress } from '../datasets/dataset-address.ts';
import type { DatasetShown } from '../datasets/version-list.tsx';
import { useAsking } from '../schemas/use-asking.ts';
import { BudgetChoice } from './budget-choice.tsx';
import { fieldProblems } from './field-problems.ts';
import { MoreChoices } from './more-choices.tsx';
import { PlanView } from './plan-view.tsx';
import type { Wanted } from './start-address.ts';
import {
  FIRST_SETTINGS,
  type TrainingRequest,
  type TrainingSettings,
  toRequest,
  UNTARGETED,
} from './training-settings.ts';
import type { Plan } from './training-types.ts';
import { usePlan } from './use-plan.ts';

const TITLES: Readonly<Record<string, string>> = {
  clusters: 'Find groups of like rows',
  anomalies: 'Find unusual rows',
};

/** What will be predicted or looked for, how long models are searched, and the button that begins it. */
export function TrainingForm({
  dataset,
  wanted: { target, task: first },
  say,
  leave,
}: {
  readonly dataset: DatasetShown;
  readonly wanted: Wanted;
  /** Hears what would be asked for, whenever that changes. */
  readonly say: (request: TrainingRequest) => void;
  /** Goes back to the choice of a column. */
  readonly leave: () => void;
}) {
  const reference = `${dataset.name}@${dataset.version}`;
  const [settings, set] = useState<TrainingSettings>({
    ...FIRST_SETTINGS,
    told: first === undefined ? {} : { task: first },
  });
  const change = (changed: Partial<TrainingSettings>) => {
    const next = { ...settings, ...changed };
    set(next);
    say(toRequest(next));
  };
  const { task } = settings.told;
  const isUntargeted = UNTARGETED.includes(task ?? '');
  const { plan, failure: refusal, isWaiting } = usePlan(reference, target, settings.told);
  const problems = fieldProblems(plan, refusal);
  const others = refusal === undefined ? (plan?.problems ?? []) : [];
  const { isBusy, failure, ask } = useAsking();
  const start = (event: Event) => {
    event.preventDefault();
    ask(
      () => api.runs.start({ dataset: reference, target, ...toRequest(settings) }),
      ({ id }) => goTo(`/runs/${id}`),
    );
  };
  const findings = datasetAddress(dataset.name, {
    view: 'findings',
    version: String(dataset.version),
  });
  const cannot = refusal !== undefined || others.length > 0;
  return (
    <form class="card training-form" onSubmit={start}>
      <h2>
        {isUntargeted ? (
          TITLES[task ?? '']
        ) : (
          <>
            {task === 'forecast' ? 'Forecast' : 'Predict'} <span class="name">{target}</span>
          </>
        )}
      </h2>
      <PlanView
        plan={plan}
        failure={problems.size === 0 ? refusal : undefined}
        metric={settings.told.metric ?? ''}
      />
      {others
        .filter(({ setting }) => setting === null)
        .map(({ message, hint }) => (
          <div class="note failed" role="alert" key={message}>
            <WithCode text={message} />
            {hint !== null && (
              <p class="small">
                <WithCode text={hint} />
              </p>
            )}
          </div>
        ))}
      <p class="row small">
        {isUntargeted ? (
          <OtherWay title="Predict a column instead" go={leave} />
        ) : task === 'forecast' ? (
          <OtherWay title="Predict it row by row instead" go={() => change({ told: {} })} />
        ) : (
          <>
            <a href={findings}>Look for leaks and other traps first</a>
            {canBeForecast(plan, dataset) && (
              <OtherWay
                title="Forecast its next values instead"
                go={() => change({ told: { task: 'forecast' }, trials: '' })}
              />
            )}
          </>
        )}
      </p>
      {!isUntargeted && <BudgetChoice settings={settings} change={change} />}
      <MoreChoices
        settings={settings}
        change={change}
        plan={plan}
        problems={problems}
        columns={dataset.columns.map(({ name }) => name).filter((name) => name !== target)}
      />
      <button
        type="submit"
        class="start"
        disabled={isBusy || cannot || (isWaiting && plan === undefined)}
      >
        {isBusy ? 'Starting …' : isUntargeted ? 'Start looking' : 'Start training'}
      </button>
      {failure && <FailureNote failure={failure} />}
    </form>
  );
}

function OtherWay({ title, go }: { readonly title: string; readonly go: () => void }) {
  return (
    <button type="button" class="quiet" onClick={go}>
      {title}
    </button>
  );
}

/** Numbers beside a column of dates may be series. */
function canBeForecast(plan: Plan | undefined, { columns }: DatasetShown): boolean {
  const isNumber = plan?.task === 'regression' || plan?.task === 'counts';
  return isNumber && columns.some(({ kind }) => kind === 'date');
}
