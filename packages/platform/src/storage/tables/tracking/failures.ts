import { AppError } from '@kaizenml/contracts';
import type { Lifecycle } from '../../../tracking/store.ts';

/** The failure of an experiment that is not there. */
export function experimentNotFound(id: string): AppError {
  return new AppError('EXPERIMENT_NOT_FOUND', {
    message: `Experiment "${id}" does not exist.`,
    hint: 'See the names with `kaizen experiments list`.',
    details: { id },
  });
}

/** The failure of a name that an experiment has. */
export function experimentExists(
  name: string,
  { id, lifecycle }: { readonly id: string; readonly lifecycle: Lifecycle },
): AppError {
  return new AppError('EXPERIMENT_EXISTS', {
    message: `An experiment must have a name of its own, got "${name}", which experiment ${id} has.`,
    hint:
      lifecycle === 'deleted'
        ? 'That one is deleted: restore it, or take another name.'
        : 'Take another name.',
    details: { name, id, lifecycle },
  });
}

/** The failure of an experiment that is deleted where it should be active, or the other way round. */
export function experimentState(id: string, wanted: Lifecycle): AppError {
  return new AppError('EXPERIMENT_STATE', stateOf('Experiment', id, wanted));
}

/** The failure of an id that a run has. */
export function runExists(id: string, experimentId: string): AppError {
  return new AppError('RUN_EXISTS', {
    message: `A run must have an id of its own, got "${id}", which a run of experiment ${experimentId} has.`,
    hint: 'Leave the id out, or take another.',
    details: { id, experimentId },
  });
}

/** The failure of a run that is deleted where it should be active, or the other way round. */
export function runState(id: string, wanted: Lifecycle): AppError {
  return new AppError('RUN_STATE', stateOf('Run', id, wanted));
}

/** The failure of a logged model that is not there. */
export function loggedModelNotFound(id: string): AppError {
  return new AppError('LOGGED_MODEL_NOT_FOUND', {
    message: `Logged model "${id}" does not exist.`,
    hint: 'Search the models of the experiment.',
    details: { id },
  });
}

/** The failure of a param that has another value. */
export function paramChanged(
  { of, id }: { readonly of: 'run' | 'logged model'; readonly id: string },
  { key, value, given }: { readonly key: string; readonly value: string; readonly given: string },
): AppError {
  return new AppError('PARAM_CHANGED', {
    message: `Param "${key}" of ${of} "${id}" must stay "${value}", got "${given}".`,
    hint: 'Start a run of its own for another value, or log a tag.',
    details: { id, key, value, given },
  });
}

function stateOf(subject: 'Experiment' | 'Run', id: string, wanted: Lifecycle) {
  return wanted === 'active'
    ? {
        message: `${subject} "${id}" must be active, it was deleted.`,
        hint: 'Restore it first.',
        details: { id, wanted, lifecycle: 'deleted' },
      }
    : {
        message: `${subject} "${id}" must be deleted, it is active.`,
        hint: 'Delete it first.',
        details: { id, wanted, lifecycle: 'active' },
      };
}
