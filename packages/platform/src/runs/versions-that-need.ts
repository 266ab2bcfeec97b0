import type { Comparison } from '../filters/index.ts';
import type { RegistryStore } from '../models/index.ts';

/** Where versions are looked for. */
export type Versions = Pick<RegistryStore, 'searchVersions'>;

/** Versions that an answer names. */
const N_NAMED = 10;

/**
 * Versions that were made of one of these runs and logged models, or whose files are among theirs.
 *
 * @param ids Ids of runs and of logged models.
 * @returns As `name/number`, the first 10.
 */
export async function versionsThatNeed(
  registry: Versions,
  ids: readonly string[],
): Promise<readonly string[]> {
  const conditions = ids.flatMap((id): Comparison[] => [
    { kind: 'compare', field: attribute('run_id'), by: '=', value: id },
    { kind: 'compare', field: attribute('source_path'), by: '=', value: `models:/${id}` },
    like(`%/${id}/%`),
  ]);
  const { items } = await registry.searchVersions(
    { condition: { kind: 'any', of: conditions }, orders: [] },
    { limit: N_NAMED },
  );
  return items.map(({ name, version }) => `${name}/${version}`);
}

function attribute(key: string) {
  return { of: 'attribute', key } as const;
}

function like(pattern: string): Comparison {
  const field = attribute('source_path');
  return { kind: 'like', field, pattern, isCaseless: false, isNegated: false };
}
