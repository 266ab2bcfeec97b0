import { AppError } from '@kaizenml/contracts';
import {
  type Handler,
  MAX_DIFF_BYTES,
  MAX_DIFF_LINES,
  type Operations,
  type OutputOf,
} from '@kaizenml/contracts/operations';
import { type ArtifactTrees, findTreeFolder, pathBelow } from '../artifacts/index.ts';
import type { TrackedRun, TrackingStore } from '../tracking/store.ts';
import { folderOfRun } from './folder-of-run.ts';
import { diffLines } from './text-diff/diff-lines.ts';
import { toHunks } from './text-diff/to-hunks.ts';
import { getTrackedRun } from './tracked.ts';

type Told = OutputOf<Operations['runs']['diff-file']>;
type KeptFile = Awaited<ReturnType<ArtifactTrees['get']>>;

/** What the comparison of texts stands on. */
interface DiffParts {
  readonly tracking: Pick<TrackingStore, 'runs' | 'models'>;
  readonly trees: Pick<ArtifactTrees, 'get' | 'read'>;
}

/** Beyond these two texts are told to differ, and no more. */
const MOST_EDITS = 1000;
/** Lines that stay, around those that do not. */
const AROUND = 3;

/** Compares a file of two runs line by line. */
export const diffRunFile =
  (parts: DiffParts): Handler<Operations['runs']['diff-file']> =>
  async ({ id, against, path, from = path }) => {
    const { runs } = parts.tracking;
    const [first, second] = [await getTrackedRun(runs, id), await getTrackedRun(runs, against)];
    const [before, after] = [
      await findFile(parts, first, from),
      await findFile(parts, second, path),
    ];
    if (before === undefined && after === undefined) throw noSuchFile(path, [id, against]);
    const isLarge = [before, after].some((file) => (file?.sizeBytes ?? 0) > MAX_DIFF_BYTES);
    const told = isLarge
      ? { state: 'large' as const, hunks: [] }
      : await compare(parts, before, after);
    return { path, before: toContent(before), after: toContent(after), ...told };
  };

async function compare(
  parts: DiffParts,
  before: KeptFile | undefined,
  after: KeptFile | undefined,
): Promise<Pick<Told, 'state' | 'hunks'>> {
  const [one, other] = [await readLines(parts, before), await readLines(parts, after)];
  if (one === undefined || other === undefined) return { state: 'binary', hunks: [] };
  if (Math.max(one.length, other.length) > MAX_DIFF_LINES) return { state: 'large', hunks: [] };
  const lines = diffLines(one, other, { mostEdits: MOST_EDITS });
  if (lines === undefined) return { state: 'different', hunks: [] };
  const hunks = toHunks(lines, { around: AROUND });
  return {
    state: 'text',
    hunks: hunks.map((hunk) => ({ ...hunk, lines: hunk.lines.map((line) => ({ ...line })) })),
  };
}

/** The file at a path of a run, or of a model that it logged below the name of that. */
async function findFile(
  { tracking, trees }: DiffParts,
  run: TrackedRun,
  path: string,
): Promise<KeptFile | undefined> {
  const own = await findKept(trees, folderOfRun(run), path);
  if (own !== undefined) return own;
  for (const { modelId } of run.modelOutputs) {
    const model = await tracking.models.find(modelId);
    const folder = model && findTreeFolder(model.artifactUri);
    if (folder === undefined || !path.startsWith(`${model?.name}/`)) continue;
    const found = await findKept(trees, folder, path.slice(`${model?.name}/`.length));
    if (found !== undefined) return found;
  }
  return undefined;
}

async function findKept(
  trees: DiffParts['trees'],
  folder: string,
  path: string,
): Promise<KeptFile | undefined> {
  try {
    return await trees.get(pathBelow(folder, path));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARTIFACT_PATH_NOT_FOUND') return undefined;
    throw thrown;
  }
}

/** Lines of a text in UTF-8; undefined for anything else. Where there is no file there are no lines. */
async function readLines(
  { trees }: DiffParts,
  file: KeptFile | undefined,
): Promise<readonly string[] | undefined> {
  if (file === undefined || file.sizeBytes === 0) return [];
  const bytes = Buffer.concat(await (await trees.read(file)).toArray());
  if (bytes.includes(0)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.replace(/\r?\n$/, '').split(/\r?\n/);
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}

function toContent(file: KeptFile | undefined): Told['before'] {
  return file === undefined ? null : { sha256: file.sha256, sizeBytes: file.sizeBytes };
}

function noSuchFile(path: string, ids: readonly string[]): AppError {
  return new AppError('ARTIFACT_PATH_NOT_FOUND', {
    message: `One of the runs must have logged the file "${path}" here, got neither ${ids.join(' nor ')}.`,
    hint: `See what differs with \`kaizen runs compare-files ${ids.join(' ')}\`. Artifacts of our own pipelines are kept packed.`,
    details: { path, ids },
  });
}
