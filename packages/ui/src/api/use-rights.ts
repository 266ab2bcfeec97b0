import { api } from './server.ts';
import { type Need, type Rights, type Self, tellRights } from './tell-rights.ts';
import { type Answer, useAnswer } from './use-answer.ts';

/** Asks the server who the person of this tab is, and what the key may do. */
export function useSelf(): Answer<Self> {
  return useAnswer(() => api.keys.self({}), '');
}

/**
 * Whether the person of this tab may do something, so that what it may not is told before it is tried.
 *
 * @param need Default: what only administrators of everything may.
 */
export function useRights(need: Need = { role: 'admin' }): Rights {
  const answer = useSelf();
  if (answer.state === 'waiting') return { mayChange: false, why: undefined };
  if (answer.state === 'failed') return { mayChange: false, why: answer.failure.message };
  return tellRights(answer.value, need);
}
