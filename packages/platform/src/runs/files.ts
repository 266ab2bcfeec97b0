import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type ArtifactTrees, pathBelow } from '../artifacts/index.ts';
import type { TrackedRuns } from '../tracking/store.ts';
import { folderOfRun } from './folder-of-run.ts';
import { getTrackedRun } from './tracked.ts';

/** What the listing of files stands on. */
interface ListedParts {
  readonly runs: Pick<TrackedRuns, 'find'>;
  readonly trees: Pick<ArtifactTrees, 'list'>;
}

/** Lists a folder of the files of a run. */
export const listRunFiles =
  ({ runs, trees }: ListedParts): Handler<Operations['runs']['files']> =>
  async ({ id, path, ...page }) => {
    const root = folderOfRun(await getTrackedRun(runs, id));
    const folder = path === undefined ? root : pathBelow(root, path.replace(/\/+$/, ''));
    const { items, next } = await trees.list(folder, page);
    const shown = items.map((entry) => ({
      path: entry.path.slice(root.length + 1),
      ...(entry.sizeBytes === undefined
        ? { sha256: null, sizeBytes: null, writtenAt: null }
        : { sha256: entry.sha256, sizeBytes: entry.sizeBytes, writtenAt: entry.writtenAt }),
    }));
    return next === undefined ? { items: shown } : { items: shown, next };
  };
