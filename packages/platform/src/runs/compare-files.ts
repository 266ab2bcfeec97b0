import { type Handler, MAX_NAMED_FILES, type Operations } from '@kaizenml/contracts/operations';
import {
  type ArtifactTrees,
  type ComparedFile,
  diffFiles,
  findTreeFolder,
} from '../artifacts/index.ts';
import type { TrackedRun, TrackingStore } from '../tracking/store.ts';
import { folderOfRun } from './folder-of-run.ts';
import type { RunStore } from './store.ts';
import { getTrackedRun } from './tracked.ts';

/** What the comparison of files stands on. */
interface ComparedParts {
  /** Artifacts of our own runs. */
  readonly runs: Pick<RunStore, 'find'>;
  readonly tracking: Pick<TrackingStore, 'runs' | 'models'>;
  readonly trees: Pick<ArtifactTrees, 'walk'>;
}

/** Compares the files of two runs by hash. */
export const compareRunFiles =
  (parts: ComparedParts): Handler<Operations['runs']['compare-files']> =>
  async ({ id, against }) => {
    const { runs } = parts.tracking;
    const [first, second] = [await getTrackedRun(runs, id), await getTrackedRun(runs, against)];
    const { same, changes } = await diffFiles(filesOf(parts, first), filesOf(parts, second));
    const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
    for (const { change } of changes) counts[change]++;
    return {
      same,
      counts,
      changes: changes.slice(0, MAX_NAMED_FILES).map((each) => ({ ...each })),
    };
  };

/** What a run made: its artifacts by name, its files by path, and those of the models that it logged below their names. */
async function* filesOf(
  { runs, tracking, trees }: ComparedParts,
  run: TrackedRun,
): AsyncGenerator<ComparedFile> {
  for (const { name, hash, sizeBytes } of (await runs.find(run.id))?.artifacts ?? [])
    yield { path: name, sha256: hash, sizeBytes };
  yield* filesBelow(trees, folderOfRun(run), '');
  for (const { modelId } of run.modelOutputs) {
    const model = await tracking.models.find(modelId);
    const folder = model && findTreeFolder(model.artifactUri);
    if (model !== undefined && folder !== undefined)
      yield* filesBelow(trees, folder, `${model.name}/`);
  }
}

async function* filesBelow(
  trees: Pick<ArtifactTrees, 'walk'>,
  folder: string,
  prefix: string,
): AsyncGenerator<ComparedFile> {
  for await (const { path, sha256, sizeBytes } of trees.walk(folder))
    yield { path: prefix + path.slice(folder.length + 1), sha256, sizeBytes };
}
