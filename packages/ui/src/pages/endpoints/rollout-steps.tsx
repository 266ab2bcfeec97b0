import { formatShare } from '../../charts/index.ts';
import { isUnderWay, type ShownRollout } from './use-live-rollout.ts';

/** The steps of a rollout as a line that fills: what is done, where it is, what is to come. */
export function RolloutSteps({ rollout }: { readonly rollout: ShownRollout }) {
  const { steps, step, status, strategy } = rollout;
  const isDone = status === 'promoted';
  const titles = [...steps.map(formatShare), ...(strategy === 'shadow' ? [] : ['champion'])];
  return (
    <ol class="steps" aria-label={`Step ${step} of ${steps.length}`}>
      {titles.map((title, i) => {
        const state =
          isDone || i < step - 1 ? 'done' : i === step - 1 && isUnderWay(rollout) ? 'now' : 'later';
        return (
          <li key={title} class={state} aria-current={state === 'now' ? 'step' : undefined}>
            {title}
          </li>
        );
      })}
    </ol>
  );
}
