import { AppError } from '@kaizenml/contracts';

/** No run has this id. */
export function runNotFound(id: string): AppError {
  return new AppError('RUN_NOT_FOUND', {
    message: `Run "${id}" does not exist.`,
    hint: 'See the ids with `kaizen runs list`.',
    details: { id },
  });
}

/** No experiment has this id. */
export function experimentNotFound(id: string): AppError {
  return new AppError('EXPERIMENT_NOT_FOUND', {
    message: `Experiment "${id}" does not exist.`,
    hint: 'See the names with `kaizen experiments list`.',
    details: { id },
  });
}

/** No logged model has this id. */
export function loggedModelNotFound(id: string): AppError {
  return new AppError('LOGGED_MODEL_NOT_FOUND', {
    message: `Logged model "${id}" does not exist.`,
    hint: 'Search the models of its experiment.',
    details: { id },
  });
}

/** What has this id has no such tag. @param of Such as `run with id 01J…`. */
export function tagNotFound(key: string, { of }: { readonly of: string }): AppError {
  return new AppError('TAG_NOT_FOUND', {
    message: `There must be a tag "${key}" to take away, got none in ${of}.`,
    hint: 'Read the tags first.',
    details: { key, of },
  });
}
