import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { findRights } from './access/index.ts';
import { type Crew, topic } from './crew/index.ts';
import type { Handlers } from './handlers.ts';

/** What endpoints answer with has changed. */
const CHANGED = topic<null, null>('changed');

const TRAIL = topic<{ readonly id: string }, OutputOf<Operations['rollouts']['trail']>>('trail');

/** Lets every worker look anew at what endpoints answer with. Who does not answer looks within a second by itself. */
export async function forgetEverywhere(crew: Crew): Promise<void> {
  await crew.ask(CHANGED, null);
}

/**
 * Handlers of which those that change what endpoints answer with are over when every worker knows, so that the next request sees it
 * whoever answers; and the trail of a rollout is asked of the worker that draws it.
 */
export function shareChanges(
  handlers: Handlers,
  { crew, forget }: { readonly crew: Crew; readonly forget: () => void },
): Handlers {
  const { models, endpoints, rollouts } = handlers;
  const told =
    <Args extends readonly unknown[], Output>(handle: (...args: Args) => Promise<Output>) =>
    async (...args: Args): Promise<Output> => {
      const output = await handle(...args);
      await forgetEverywhere(crew);
      return output;
    };
  crew.answer(CHANGED, () => {
    forget();
    return null;
  });
  crew.answer(TRAIL, (input) => rollouts.trail(input));
  return {
    ...handlers,
    models: {
      ...models,
      import: told(models.import),
      'register-proxy': told(models['register-proxy']),
      'register-function': told(models['register-function']),
      'register-graph': told(models['register-graph']),
      rules: told(models.rules),
      approve: told(models.approve),
      reject: told(models.reject),
    },
    endpoints: { ...endpoints, configure: told(endpoints.configure) },
    rollouts: {
      ...rollouts,
      start: told(rollouts.start),
      pause: told(rollouts.pause),
      resume: told(rollouts.resume),
      promote: told(rollouts.promote),
      rollback: told(rollouts.rollback),
      async trail(...asked) {
        const [input] = asked;
        // Another worker does not know who asks.
        if (findRights() !== undefined) await rollouts.trail(...asked);
        const [drawn] = crew.isKeeper ? [] : await crew.ask(TRAIL, input, 'keeper');
        return drawn ?? rollouts.trail(...asked);
      },
    },
  };
}
