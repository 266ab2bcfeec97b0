import type { TrackedRun } from '../../tracking/store.ts';
import { ROLE } from '../tracked.ts';

/** What a contrast knows of a run. */
export interface ContrastedRun {
  readonly id: string;
  readonly name: string;
  readonly isRunning: boolean;
  readonly params: ReadonlyMap<string, string>;
  /** Digests of the tables that it read, by name and role. */
  readonly data: ReadonlyMap<string, string>;
  /** Code, packages and machine, by what they are called. */
  readonly environment: ReadonlyMap<string, string>;
  /** Those that are finite. */
  readonly metrics: ReadonlyMap<string, number>;
}

/** Tags in which clients say how a run was made, and what they are called. */
const ENVIRONMENT = {
  'mlflow.source.git.commit': 'commit',
  'kaizen.git.dirty': 'changed since the commit',
  'mlflow.source.name': 'program',
  'kaizen.lockfile': 'lockfile',
  'kaizen.node': 'Node',
  'kaizen.platform': 'system',
  'kaizen.cpu': 'processors',
} as const;

/** What the code of a run is told by. */
export const CODE = ENVIRONMENT['mlflow.source.git.commit'];

/** A run as a contrast looks at it. */
export function toContrasted(run: TrackedRun): ContrastedRun {
  const { id, name, status, params, tags, datasets, metrics } = run;
  return {
    ...{ id, name: name || id, isRunning: status === 'running' },
    params: new Map(Object.entries(params)),
    data: new Map(
      datasets.map((table) => {
        const role = table.tags[ROLE];
        return [role === undefined ? table.name : `${table.name} (${role})`, table.digest];
      }),
    ),
    environment: new Map(
      Object.entries(ENVIRONMENT).flatMap(([tag, words]) => {
        const value = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
        return value === undefined ? [] : [[words, value] as const];
      }),
    ),
    metrics: new Map(
      metrics.filter(({ value }) => Number.isFinite(value)).map(({ key, value }) => [key, value]),
    ),
  };
}

/** Params that only make a run another draw of the same. */
export function isSeed(param: string): boolean {
  return /(^|[^a-z])(seed|random[_ -]?state)$/i.test(param);
}

/** What two runs must share to be the same but for some params: all other params and all tables. */
export function keyWithout(run: ContrastedRun, leftOut: (param: string) => boolean): string {
  const kept = [...run.params].filter(([name]) => !leftOut(name)).sort(byName);
  return JSON.stringify([kept, [...run.data].sort(byName)]);
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
