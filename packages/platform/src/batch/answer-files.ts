import { constants, type FileHandle, open } from 'node:fs/promises';
import type { BatchPlace } from './progress-file.ts';

/** The files of a job until they are whole: answers, and rows that could not be answered. */
export interface AnswerFiles {
  readonly addRows: (bytes: Uint8Array) => Promise<void>;
  readonly addRejects: (bytes: Uint8Array) => Promise<void>;
  /** What stands behind the last row. */
  readonly end: (bytes: Uint8Array) => Promise<void>;
  /** Waits until the disk has what was written. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens both, cut off where a job goes on. */
export async function openAnswerFiles(
  paths: { readonly out: string; readonly rejects: string },
  { outBytes, rejectBytes }: BatchPlace,
): Promise<AnswerFiles> {
  const out = await openCut(paths.out, outBytes);
  const rejects = await openCut(paths.rejects, rejectBytes).catch(async (thrown: unknown) => {
    await out.close();
    throw thrown;
  });
  let [outAt, rejectsAt] = [outBytes, rejectBytes];
  const addRows = async (bytes: Uint8Array): Promise<void> => {
    await writeAll(out, bytes, outAt);
    outAt += bytes.length;
  };
  return {
    addRows,
    end: addRows,
    async addRejects(bytes) {
      await writeAll(rejects, bytes, rejectsAt);
      rejectsAt += bytes.length;
    },
    async sync() {
      await out.datasync();
      await rejects.datasync();
    },
    async close() {
      await out.close();
      await rejects.close();
    },
  };
}

async function openCut(path: string, sizeBytes: number): Promise<FileHandle> {
  if (sizeBytes === 0) return await open(path, 'w');
  const file = await open(path, constants.O_RDWR | constants.O_CREAT);
  await file.truncate(sizeBytes);
  return file;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
}
