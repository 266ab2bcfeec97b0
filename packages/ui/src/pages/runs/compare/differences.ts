import type { FoundRun } from '../table/run-value.ts';
import { tellEnvironment } from '../tracked/tell-environment.ts';

/** One thing of several runs, in their order; undefined where a run does not have it. */
export interface Difference {
  readonly kind: 'param' | 'data' | 'environment' | 'tag';
  readonly name: string;
  readonly values: readonly (string | undefined)[];
  readonly isSame: boolean;
}

type Parts = Readonly<Record<Difference['kind'], ReadonlyMap<string, string>>>;

/** Params, tables, environment and tags of runs side by side: of each kind what differs first, then by name. */
export function differencesOf(runs: readonly FoundRun[]): readonly Difference[] {
  const parts = runs.map(partsOf);
  return (['param', 'data', 'environment', 'tag'] as const).flatMap((kind) => {
    const names = new Set(parts.flatMap((part) => [...part[kind].keys()]));
    return [...names]
      .map((name): Difference => {
        const values = parts.map((part) => part[kind].get(name));
        return { kind, name, values, isSame: new Set(values).size <= 1 };
      })
      .sort((a, b) => Number(a.isSame) - Number(b.isSame) || (a.name < b.name ? -1 : 1));
  });
}

function partsOf({ params, tags, inputs }: FoundRun): Parts {
  const told = tellEnvironment(tags);
  return {
    param: new Map(Object.entries(params)),
    data: new Map(
      inputs.map(({ name, role, digest }) => [role === null ? name : `${name} (${role})`, digest]),
    ),
    environment: new Map(told.environment),
    tag: new Map(told.tags),
  };
}
