import { arch, availableParallelism, cpus, hostname, platform, release, totalmem } from 'node:os';
import { version } from '../version.ts';
import { readGitState } from './git-state.ts';
import { leaveSecretsOut } from './leave-secrets-out.ts';
import { findLockfile } from './lockfile.ts';

const MAX_CHARACTERS = 8000;

/** Names of what is written down of a run of ours, whose params say the rest. */
const ORIGIN = [
  'mlflow.source.git.commit',
  'mlflow.source.git.branch',
  'kaizen.git.dirty',
  'kaizen.lockfile',
  'kaizen.command',
  'kaizen.version',
  'kaizen.node',
  'kaizen.platform',
  'kaizen.cpu',
  'kaizen.memory',
] as const;

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

/** The part of it that says where a model came from: commit, lockfile, command, machine; neither the differences from the commit nor names. */
export async function originOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const found = await captureEnvironment(folder, process.argv);
  return Object.fromEntries(
    ORIGIN.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])),
  );
}
