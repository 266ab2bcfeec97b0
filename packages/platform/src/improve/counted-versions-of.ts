import { createCountedVersions, type FindCountedVersion } from '../monitors/index.ts';
import type { ImproveDeps } from './deps.ts';

/** Knows what the windows of an endpoint were counted by. */
export function countedVersionsOf(
  { store, ...deps }: ImproveDeps,
  endpoint: string,
): FindCountedVersion {
  // Versions without a baseline got one from the log when they were counted; the log is not asked again.
  const predictionLog = {
    async *scan() {
      yield* [];
    },
  };
  const parts = { ...deps, monitors: store.monitors, store: store.models, predictionLog };
  return createCountedVersions(parts, endpoint);
}
