import { AppError } from '@kaizenml/contracts';
import { findTreeFolder } from '../artifacts/index.ts';
import type { TrackedRunHead } from '../tracking/store.ts';

/** The folder of the files of a run. @throws ARTIFACTS_ELSEWHERE */
export function folderOfRun({ id, artifactUri }: TrackedRunHead): string {
  const folder = findTreeFolder(artifactUri);
  if (folder !== undefined) return folder;
  throw new AppError('ARTIFACTS_ELSEWHERE', {
    message: `The files of run "${id}" must be kept by this server, got "${artifactUri}".`,
    hint: 'Read them where they are.',
    details: { id, artifactUri },
  });
}
