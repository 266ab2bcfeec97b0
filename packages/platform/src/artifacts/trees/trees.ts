import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError, invariant } from '@kaizenml/contracts';
import type { Home } from '../../kit/index.ts';
import type { Page, PageRequest } from '../../storage/page.ts';
import { artifactDamaged } from '../artifact-errors.ts';
import { receiveFile } from '../contents/receive-file.ts';
import type { ByteRange, ContentStore, ReceivedFile } from '../contents/store.ts';
import type {
  KeptFile,
  RemovedFile,
  TreeEntry,
  TreeFile,
  TreeFileStore,
  TreeWeight,
} from './store.ts';
import { pathNotFound } from './tree-errors.ts';
import { treeFolder, treePath } from './tree-path.ts';

/** Contents whose fate is asked for at once. */
const N_SWEPT = 500;

/** Files of a page of a walk. */
const N_WALKED = 1000;

/** Files of runs, logged models and versions, by path. Paths are read by `treePath`. */
export interface ArtifactTrees {
  /** Largest file that is taken, bytes. */
  readonly limitBytes: number;
  /**
   * Keeps a file in place of the one that is there, whole or not at all. It is there after power loss once this resolves.
   *
   * @throws ARTIFACT_PATH_INVALID, ARTIFACT_PATH_TAKEN, BODY_TOO_LARGE, REQUEST_INVALID when the bytes break off, DISK_FULL,
   * ARTIFACTS_UNREACHABLE
   */
  write(path: string, bytes: Readable): Promise<TreeFile>;
  /** The file of a path. @throws ARTIFACT_PATH_INVALID, ARTIFACT_PATH_NOT_FOUND */
  get(path: string): Promise<KeptFile>;
  /**
   * The bytes of a file, held against its hash; a range against its size.
   *
   * @throws ARTIFACT_PATH_NOT_FOUND when it has gone meanwhile, ARTIFACT_DAMAGED, ARTIFACTS_UNREACHABLE
   */
  read(file: KeptFile, range?: ByteRange): Promise<Readable>;
  /** What lies in a folder; nothing where there is none. @throws ARTIFACT_PATH_INVALID */
  list(folder: string, page: PageRequest): Promise<Page<TreeEntry>>;
  /** Every file below a folder, however deep, as it is when its turn comes. @throws ARTIFACT_PATH_INVALID */
  walk(folder: string): AsyncIterable<KeptFile>;
  /**
   * Removes a file, or a folder with all that is below it, for good. Bytes that no other file needs go with it.
   *
   * @returns What went. @throws ARTIFACT_PATH_INVALID, ARTIFACTS_UNREACHABLE when the files are gone and their bytes are not; a sweep
   * takes those
   */
  remove(path: string): Promise<RemovedTree>;
  /** What files and folders take, none inside another, and what would be free without them. @throws ARTIFACT_PATH_INVALID */
  weigh(paths: readonly string[]): Promise<TreeWeight>;
  /** Puts a file or folder at another path too, as it is now; what becomes of the first is no matter to the second. */
  copy(from: string, to: string): Promise<number>;
  /**
   * Removes bytes that no file points at: what a process that died had stored and not recorded.
   *
   * @param choice.before Milliseconds since 1970; younger ones may be about to be recorded.
   */
  sweep(choice: {
    readonly before: number;
  }): Promise<{ readonly nContents: number; readonly freedBytes: number }>;
}

/** What went when files were removed. */
export interface RemovedTree {
  /** By path; empty where nothing was. */
  readonly files: readonly RemovedFile[];
  /** What the place of contents has free again: less than the files had where others share their bytes. */
  readonly freedBytes: number;
}

export interface TreeParts {
  readonly home: Pick<Home, 'newTempPath'>;
  readonly contents: ContentStore;
  readonly files: TreeFileStore;
  readonly limitBytes: number;
}

/** Files by path over bytes by hash. */
export function createArtifactTrees({
  home,
  contents,
  files,
  limitBytes,
}: TreeParts): ArtifactTrees {
  const keep = async (path: string, received: ReceivedFile): Promise<KeptFile> => {
    const { sha256, sizeBytes } = received;
    const known = await files.findContent(sha256);
    const isWhole =
      known?.sizeBytes === sizeBytes && (await contents.sizeOf(known.contentName)) === sizeBytes;
    if (known !== undefined && isWhole) {
      const { contentName } = known;
      const put = await files.put({ path, sha256, sizeBytes, contentName, isNew: false });
      if (put !== undefined) {
        await contents.remove(put.released);
        return put.file;
      }
    }
    const contentName = await contents.adopt(received);
    const insteadOf = isWhole ? undefined : known?.contentName;
    try {
      const put = await files.put({
        ...{ path, sha256, sizeBytes, contentName, isNew: true, insteadOf },
      });
      invariant(put !== undefined, 'new bytes are recorded');
      await contents.remove(put.released);
      return put.file;
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'ARTIFACT_PATH_TAKEN')
        await contents.remove([contentName]);
      throw thrown;
    }
  };

  const readNow = async (file: KeptFile, range: ByteRange | undefined): Promise<Readable> =>
    contents.read(file.contentName, { sizeBytes: file.sizeBytes, range });

  return {
    limitBytes,
    async write(text, bytes) {
      const path = treePath(text);
      const temp = home.newTempPath();
      try {
        return await keep(path, await receiveFile(bytes, { path: temp, limitBytes }));
      } finally {
        await rm(temp, { force: true });
      }
    },
    async get(text) {
      const path = treePath(text);
      const file = await files.find(path);
      if (file === undefined) throw pathNotFound(path);
      return file;
    },
    async read(file, range) {
      try {
        return await readNow(file, range);
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== 'ARTIFACT_NOT_FOUND') throw thrown;
        const now = await files.find(file.path);
        if (now === undefined) throw pathNotFound(file.path);
        if (now.contentName === file.contentName) throw artifactDamaged(file.sha256);
        if (now.sha256 !== file.sha256) throw pathNotFound(file.path);
        return readNow(now, range);
      }
    },
    list: async (folder, page) => files.list(treeFolder(folder), page),
    async *walk(folder) {
      let after: string | undefined;
      do {
        const page = await files.walk(treeFolder(folder), { limit: N_WALKED, after });
        yield* page.items;
        after = page.next;
      } while (after !== undefined);
    },
    async remove(path) {
      const { files: removed, released } = await files.remove(treePath(path));
      await contents.remove(released.map(({ contentName }) => contentName));
      return { files: removed, freedBytes: sum(released.map(({ sizeBytes }) => sizeBytes)) };
    },
    weigh: async (paths) => files.weigh(paths.map(treePath)),
    copy: async (from, to) => files.copy(treePath(from), treePath(to)),
    async sweep({ before }) {
      let nContents = 0;
      let freedBytes = 0;
      const old: { readonly name: string; readonly sizeBytes: number }[] = [];
      const removeOrphans = async () => {
        const recorded = new Set(await files.recorded(old.map(({ name }) => name)));
        const orphans = old.splice(0).filter(({ name }) => !recorded.has(name));
        await contents.remove(orphans.map(({ name }) => name));
        nContents += orphans.length;
        for (const { sizeBytes } of orphans) freedBytes += sizeBytes;
      };
      for await (const content of contents.list()) {
        if (content.writtenAtMs < before) old.push(content);
        if (old.length >= N_SWEPT) await removeOrphans();
      }
      await removeOrphans();
      return { nContents, freedBytes };
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
