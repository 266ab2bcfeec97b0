import { constants, type FileHandle, open } from 'node:fs/promises';
import { errnoOf } from './disk-errors.ts';

/** Size and place of what is written past the page cache are multiples of it. */
const BLOCK_BYTES = 4096;
const PAGE_BYTES = 65_536;

/** Memory of WebAssembly starts at a page: what no other array of JavaScript promises. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  };
};

/** Memory that starts at a block of the disk, as writing past the page cache asks for. */
export function alignedBytes(sizeBytes: number): Uint8Array<ArrayBuffer> {
  const pages = Math.max(1, Math.ceil(sizeBytes / PAGE_BYTES));
  return new Uint8Array(new WebAssembly.Memory({ initial: pages }).buffer);
}

/**
 * Creates a file and waits until the disk has it, past the page cache where the file system allows that.
 *
 * Large files that are not read soon need not push out of memory what is; a copy of gigabytes takes a fraction of the
 * system's time.
 *
 * @param bytes From `alignedBytes`.
 * @param sizeBytes How many of them are written.
 * @throws what the system says; the caller removes what was written.
 */
export async function writeFileDirect(
  path: string,
  bytes: Uint8Array,
  sizeBytes: number,
): Promise<void> {
  const blocks = bytes.subarray(0, Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES);
  const isDirect = await withFile(await openDirect(path), async (file) => {
    if (!(await writeBlocks(file, blocks))) return false;
    await file.truncate(sizeBytes);
    await file.sync();
    return true;
  });
  if (isDirect === true) return;
  await withFile(await open(path, 'w', 0o644), async (file) => {
    await file.writeFile(bytes.subarray(0, sizeBytes));
    await file.sync();
  });
}

async function withFile<Result>(
  file: FileHandle | undefined,
  work: (file: FileHandle) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return file && (await work(file));
  } finally {
    await file?.close();
  }
}

/** Undefined where the system or the file system has no such thing. */
async function openDirect(path: string): Promise<FileHandle | undefined> {
  const { O_DIRECT, O_WRONLY, O_CREAT, O_TRUNC } = constants;
  if (O_DIRECT === undefined) return undefined;
  try {
    return await open(path, O_DIRECT | O_WRONLY | O_CREAT | O_TRUNC, 0o644);
  } catch (thrown) {
    if (errnoOf(thrown) === 'EINVAL') return undefined;
    throw thrown;
  }
}

/** False where the file system asks for larger blocks. */
async function writeBlocks(file: FileHandle, blocks: Uint8Array): Promise<boolean> {
  try {
    for (let at = 0; at < blocks.length; )
      at += (await file.write(blocks, at, blocks.length - at, at)).bytesWritten;
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'EINVAL') return false;
    throw thrown;
  }
}
