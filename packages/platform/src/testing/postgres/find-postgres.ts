import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian and its children keep the programs of each version. */
const DEBIAN = '/usr/lib/postgresql';
const NEEDED = ['initdb', 'pg_ctl', 'postgres'];

/** The programs of a PostgreSQL server of this machine, and who may run them. */
export interface PostgresPrograms {
  readonly folder: string;
  readonly major: number;
  /** Who runs them, for a server refuses to be run by root; undefined for who runs this process. */
  readonly runsAs?: { readonly uid: number; readonly gid: number };
}

/** Finds the programs of a server; a reason where there are none. */
export function findPostgres(): PostgresPrograms | { readonly missing: string } {
  const inPath = (process.env.PATH ?? '').split(':');
  const debian = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : [];
  const folder = [...inPath, ...debian].find((each) =>
    NEEDED.every((program) => existsSync(join(each, program))),
  );
  if (folder === undefined)
    return { missing: `no ${NEEDED.join(', ')} on the PATH or in ${DEBIAN}` };
  const version = execFileSync(join(folder, 'initdb'), ['--version'], { encoding: 'utf8' });
  const major = Number(/\d+/.exec(version)?.[0]);
  if (process.getuid?.() !== 0) return { folder, major };
  const runsAs = userCalled('postgres') ?? userCalled('nobody');
  return runsAs === undefined
    ? { missing: 'no user called postgres or nobody, and root must not run a server' }
    : { folder, major, runsAs };
}

function userCalled(name: string): { readonly uid: number; readonly gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined
    ? undefined
    : { uid: Number(uid), gid: Number(gid) };
}
