import { loggedModelNotFound, runNotFound } from '../../tracking/mlflow/index.ts';
import type { TrackingStore } from '../../tracking/store.ts';
import type { ArtifactRoots } from './run-files.ts';

/** Where the files of runs and logged models lie, as the store of tracking says. */
export function trackedRoots({
  runs,
  models,
}: {
  readonly runs: Pick<TrackingStore['runs'], 'find'>;
  readonly models: Pick<TrackingStore['models'], 'find'>;
}): ArtifactRoots {
  return {
    async ofRun(id) {
      const run = await runs.find(id);
      if (run === undefined) throw runNotFound(id);
      return run.artifactUri;
    },
    async ofModel(id) {
      const model = await models.find(id);
      if (model === undefined) throw loggedModelNotFound(id);
      return model.artifactUri;
    },
  };
}
