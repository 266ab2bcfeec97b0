import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { leaveSecretsOut } from './leave-secrets-out.ts';

/** What a repository holds at a moment. */
export interface GitState {
  readonly commit: string;
  readonly branch: string | undefined;
  readonly isDirty: boolean;
  /** What differs from the commit, without secrets; absent where it is too long for a tag. */
  readonly diff: string | undefined;
}

/** Files whose contents are secrets more often than not. */
const NEVER = ['**/.env*', '**/*.pem', '**/*.key', '**/*.p12', '**/.npmrc', '**/.netrc'];

const MAX_DIFF_CHARACTERS = 8000;
const LIMIT_MS = 10_000;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

const run = promisify(execFile);

/** The state of the repository of a folder; undefined where there is none, or no git. */
export async function readGitState(folder: string): Promise<GitState | undefined> {
  const git = async (...args: string[]): Promise<string | undefined> => {
    try {
      const options = { cwd: folder, timeout: LIMIT_MS, maxBuffer: MAX_OUTPUT_BYTES };
      return (await run('git', ['--no-optional-locks', ...args], options)).stdout;
    } catch {
      return undefined;
    }
  };
  const commit = (await git('rev-parse', 'HEAD'))?.trim();
  if (commit === undefined) return undefined;
  const [branch, status, diff] = await Promise.all([
    git('symbolic-ref', '--short', '-q', 'HEAD'),
    git('status', '--porcelain'),
    git(
      ...['diff', 'HEAD', '--no-color', '--no-ext-diff', '--', ':/'],
      ...NEVER.map((pattern) => `:(top,exclude,glob)${pattern}`),
    ),
  ]);
  const kept = diff === undefined ? '' : leaveSecretsOut(diff);
  return {
    commit,
    branch: branch?.trim(),
    isDirty: status !== undefined && status !== '',
    diff: kept === '' || kept.length > MAX_DIFF_CHARACTERS ? undefined : kept,
  };
}
