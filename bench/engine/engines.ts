import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, runChild } from './run-child.ts';

/** Who is measured. */
export interface Engine {
  readonly name: string;
  /** Ours has no peer's module. */
  readonly isOurs: boolean;
  /** Gives rows as compressed sparse rows. */
  readonly isSparse?: boolean;
  /** The process that does a job. */
  command(task: 'fit' | 'search', job: object, nThreads: number): Command;
}

export const OURS: Engine = {
  name: 'ours',
  isOurs: true,
  command: (task, job, nThreads) => ({
    file: process.execPath,
    args: [
      '--conditions=source',
      fileURLToPath(new URL(`./${task}-ours.ts`, import.meta.url)),
      JSON.stringify(job),
    ],
    nThreads,
  }),
};

/** The peers that are there, and their versions. */
export interface Peers {
  readonly engines: readonly Engine[];
  readonly versions: Readonly<Record<string, string>>;
  /** Why there are none. */
  readonly reason?: string;
}

const PEERS = ['LightGBM', 'XGBoost', 'scikit-learn'];
const script = fileURLToPath(new URL('../peers/engine.py', import.meta.url));

/** Asks the Python of KAIZEN_PEERS_PYTHON, or the one that bench/peers/make-venv.sh makes, what it has. */
export async function findPeers(): Promise<Peers> {
  const made = join(tmpdir(), 'kaizen-peers/bin/python');
  const python = process.env.KAIZEN_PEERS_PYTHON ?? (existsSync(made) ? made : undefined);
  const none = (reason: string): Peers => ({ engines: [], versions: {}, reason });
  if (python === undefined)
    return none(
      'KAIZEN_PEERS_PYTHON is not set; `sh bench/peers/make-venv.sh` makes what it names',
    );
  if (!existsSync(python)) return none(`there is no ${python}, which KAIZEN_PEERS_PYTHON names`);
  const versions = await runChild<Record<string, string>>({
    file: python,
    args: [script, 'versions'],
    nThreads: 1,
  });
  return {
    engines: PEERS.filter((name) => name in versions).map((name) => peer(python, name)),
    versions,
  };
}

function peer(python: string, name: string): Engine {
  return {
    name,
    isOurs: false,
    command: (task, job, nThreads) => ({
      file: python,
      args: ['-W', 'ignore', script, task, name, JSON.stringify(job)],
      nThreads,
    }),
  };
}

/** The same engine, given compressed sparse rows. */
export function givenSparse(engine: Engine): Engine {
  return { ...engine, name: `${engine.name}, CSR`, isSparse: true };
}
