import { AppError } from '@kaizenml/contracts';

/** The failure of a path at which no file lies. */
export function pathNotFound(path: string): AppError {
  return new AppError('ARTIFACT_PATH_NOT_FOUND', {
    message: `A file must lie at "${path}", got nothing.`,
    hint: 'List the folder above it.',
    details: { path },
  });
}

/** The failure of a path that a folder, or a file in place of a folder, has already. */
export function pathTaken(path: string, taken: string): AppError {
  return new AppError('ARTIFACT_PATH_TAKEN', {
    message: `"${path}" must be free for a file, got "${taken}" there.`,
    hint: 'Take another name, or delete what lies there first.',
    details: { path, taken },
  });
}
