import { api } from './server.ts';
import { useAnswer } from './use-answer.ts';

/** Whether the person of this tab may change things. */
export interface Rights {
  /** False while it is not known yet. */
  readonly mayChange: boolean;
  /** Why not; undefined where it may, and while it is not known. */
  readonly why: string | undefined;
}

/** Asks the server what the key of this tab may do, so that what it may not is told before it is tried. */
export function useRights(): Rights {
  const answer = useAnswer(() => api.keys.self({}), '');
  switch (answer.state) {
    case 'waiting':
      return { mayChange: false, why: undefined };
    case 'failed':
      return { mayChange: false, why: answer.failure.message };
    case 'here': {
      const { scopes, endpoints } = answer.value;
      const mayChange = scopes.includes('admin') && endpoints === null;
      return {
        mayChange,
        why: mayChange
          ? undefined
          : `Changing this needs a key with the scope admin; yours has ${scopes.join(', ')}.`,
      };
    }
  }
}
