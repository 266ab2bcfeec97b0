import { getRegisteredVersion, type RegistryStore } from '../../models/registry/index.ts';
import {
  filesUriOf,
  loggedModelNotFound,
  readVersionAt,
  runNotFound,
} from '../../tracking/mlflow/index.ts';
import type { TrackingStore } from '../../tracking/store.ts';
import type { ArtifactRoots } from './run-files.ts';

/** What knows where files lie. */
interface RootParts {
  readonly tracking: {
    readonly runs: Pick<TrackingStore['runs'], 'find'>;
    readonly models: Pick<TrackingStore['models'], 'find'>;
  };
  readonly registry: Pick<RegistryStore, 'findModel' | 'findVersion' | 'searchModels'>;
}

/** A source of a version that names a run, and a folder below its files. */
const OF_RUN = /^runs:\/+([^/]+)\/+(.+)$/;

/** Where the files of runs, logged models and versions lie, as the stores say. */
export function trackedRoots({ tracking: { runs, models }, registry }: RootParts): ArtifactRoots {
  const ofRun = async (id: string) => {
    const run = await runs.find(id);
    if (run === undefined) throw runNotFound(id);
    return run.artifactUri;
  };
  return {
    ofRun,
    async ofModel(id) {
      const model = await models.find(id);
      if (model === undefined) throw loggedModelNotFound(id);
      return model.artifactUri;
    },
    async ofVersion(name, version) {
      const uri = filesUriOf(
        await getRegisteredVersion(registry, readVersionAt({ name, version })),
      );
      const [, id, path] = OF_RUN.exec(uri) ?? [];
      return id === undefined ? uri : `${await ofRun(id)}/${path}`;
    },
  };
}
