import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { datasetAddress } from '../datasets/dataset-address.ts';
import type { DatasetShown } from '../datasets/version-list.tsx';
import { useAsking } from '../schemas/use-asking.ts';
import { useKept } from '../schemas/use-kept.ts';
import { BudgetChoice } from './budget-choice.tsx';
import { MoreSettings } from './more-settings.tsx';
import { PlanView } from './plan-view.tsx';
import { FIRST_SETTINGS, toRequest } from './training-settings.ts';

/** What will be predicted, how long models are searched, and the button that begins it. */
export function TrainingForm({
  dataset,
  target,
}: {
  readonly dataset: DatasetShown;
  readonly target: string;
}) {
  const reference = `${dataset.name}@${dataset.version}`;
  const [settings, set] = useState(FIRST_SETTINGS);
  const change = (changed: Partial<typeof settings>) => set({ ...settings, ...changed });
  const { task } = settings;
  const plan = useKept(
    useAnswer(
      () => api.runs.plan({ dataset: reference, target, task }),
      `${reference}\n${target}\n${task}`,
    ),
  );
  const { isBusy, failure, ask } = useAsking();
  const start = (event: Event) => {
    event.preventDefault();
    ask(
      () => api.runs.start({ dataset: reference, target, ...toRequest(settings) }),
      ({ id }) => goTo(`/runs/${id}`),
    );
  };
  return (
    <form class="card training-form" onSubmit={start}>
      <h2>
        Predict <span class="name">{target}</span>
      </h2>
      <PlanView plan={plan} metric={settings.metric} />
      <p class="small">
        <a
          href={datasetAddress(dataset.name, {
            view: 'findings',
            version: String(dataset.version),
          })}
        >
          Look for leaks and other traps first
        </a>
      </p>
      <BudgetChoice settings={settings} change={change} />
      <MoreSettings
        settings={settings}
        change={change}
        plan={plan.state === 'here' ? plan.value : undefined}
        columns={dataset.columns.map(({ name }) => name).filter((name) => name !== target)}
      />
      <button type="submit" class="start" disabled={isBusy || plan.state === 'failed'}>
        {isBusy ? 'Starting …' : 'Start training'}
      </button>
      {failure && <FailureNote failure={failure} />}
    </form>
  );
}
