import { arch, availableParallelism, cpus, hostname, platform, release, totalmem } from 'node:os';
import { version } from '../../version.ts';
import { readGitState } from './git-state.ts';
import { leaveSecretsOut } from './leave-secrets-out.ts';
import { findLockfile } from './lockfile.ts';

const MAX_CHARACTERS = 8000;

/**
 * What made a run what it is beside its params, as tags. Names that MLflow's pages know are written as they are there.
 *
 * @param folder Absolute path of the working folder.
 */
export async function captureEnvironment(
  folder: string,
  argv: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const [git, lockfile] = await Promise.all([readGitState(folder), findLockfile(folder)]);
  const found = {
    'mlflow.source.name': argv[1],
    'mlflow.source.type': 'LOCAL',
    'mlflow.source.git.commit': git?.commit,
    'mlflow.source.git.branch': git?.branch,
    'kaizen.git.dirty': git && String(git.isDirty),
    'kaizen.git.diff': git?.diff,
    'kaizen.lockfile': lockfile && `${lockfile.name} ${lockfile.hash}`,
    'kaizen.command': leaveSecretsOut(argv.join(' ')).slice(0, MAX_CHARACTERS),
    'kaizen.version': version,
    'kaizen.node': process.versions.node,
    'kaizen.platform': `${platform()} ${release()} ${arch()}`,
    'kaizen.host': hostname(),
    'kaizen.cpu': `${availableParallelism()} of ${cpus()[0]?.model.trim() ?? 'an unknown kind'}`,
    'kaizen.memory': `${Math.round(totalmem() / 1024 ** 2)} MiB`,
  };
  return Object.fromEntries(
    Object.entries(found).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
}
