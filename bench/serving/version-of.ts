import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { version } from '../../packages/platform/src/version.ts';
import type { Model } from './model.ts';
import { readName, type ServerKind, type ServerName } from './servers.ts';

const known = new Map<ServerKind, string>();

/** What a server is, with the versions that matter. */
export function versionOf(name: ServerName, { versions }: Model): string {
  const { kind } = readName(name);
  const found = known.get(kind) ?? read(kind, versions.lightgbm ?? '');
  known.set(kind, found);
  return found;
}

function read(name: ServerKind, lightgbm: string): string {
  if (name === 'bare') return `Node ${process.versions.node}`;
  if (name === 'kaizen') return `${version}, Node ${process.versions.node}`;
  const python = join(process.env.KAIZEN_SERVING_PEERS ?? '', name, 'bin', 'python');
  const script = `from importlib.metadata import version as v; print(v('${name}'))`;
  const own = execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim();
  return `${own}, LightGBM ${lightgbm}`;
}
