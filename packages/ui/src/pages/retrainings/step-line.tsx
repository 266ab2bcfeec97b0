import type { Retraining } from './retraining-types.ts';
import { STEP_TITLES, stateOf } from './say-retraining.ts';

const WORDS = { done: '✓', now: '◌', refused: '✗', later: '' } as const;

/** The steps of a retraining as a line that fills: what is done, where it stands or ended, what is to come. */
export function StepLine({ steps }: Pick<Retraining, 'steps'>) {
  const names = Object.keys(STEP_TITLES) as (keyof typeof STEP_TITLES)[];
  return (
    <ol class="steps six" aria-label="Steps">
      {names.map((name) => {
        const state = stateOf(name, steps);
        return (
          <li key={name} class={state} aria-current={state === 'now' ? 'step' : undefined}>
            {WORDS[state]} {STEP_TITLES[name]}
          </li>
        );
      })}
    </ol>
  );
}
