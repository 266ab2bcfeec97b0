import { AppError } from '@kaizenml/contracts';

/** The failure of an artifact that is not there. */
export function artifactNotFound(hash: string): AppError {
  return new AppError('ARTIFACT_NOT_FOUND', {
    message: `Artifact "${hash}" does not exist.`,
    hint: 'Run again what made it; finished steps whose artifacts are there are reused.',
    details: { hash },
  });
}

/** The failure of a file that a folder artifact does not have. */
export function fileNotFound(hash: string, file: string, files: readonly string[]): AppError {
  return new AppError('ARTIFACT_NOT_FOUND', {
    message: `Artifact "${hash}" has no file "${file}".`,
    hint: files.length === 0 ? 'It is one file.' : `It has ${files.slice(0, 5).join(', ')}.`,
    details: { hash, file, files },
  });
}

/** The failure of a folder artifact that is read as if it were one file. */
export function isFolder(hash: string, files: readonly string[]): AppError {
  return new AppError('ARTIFACT_NOT_FOUND', {
    message: `Artifact "${hash}" is a folder, so the name of a file in it is needed.`,
    hint: `It has ${files.slice(0, 5).join(', ')}.`,
    details: { hash, files },
  });
}

/** The failure of an artifact whose content has changed. */
export function artifactDamaged(hash: string, file?: string): AppError {
  const subject =
    file === undefined ? `Artifact "${hash}"` : `File "${file}" of artifact "${hash}"`;
  return new AppError('ARTIFACT_DAMAGED', {
    message: `${subject} must be what was stored, got other content.`,
    hint: 'Run again what made it: the damaged one is then replaced.',
    details: { hash, ...(file === undefined ? {} : { file }) },
  });
}
