import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { type KnownKinds, openPieces, PIECE_BYTES, type PieceFile } from '../datasets/index.ts';
import { type AnswerFiles, openAnswerFiles } from './answer-files.ts';
import { type AnsweredPiece, type BadRow, beforeRows } from './answer-piece.ts';
import { addSeen, type Seen } from './count-seen.ts';
import type { InputFile } from './input-files.ts';
import type { BatchPlan } from './plan.ts';
import type { BatchPlace, OpenProgress } from './progress-file.ts';
import { openSpareBuffers } from './spare-buffers.ts';
import type { Answerers } from './threads/open-answerers.ts';
import { parquetFooter } from './writing/parquet-footer.ts';

/** What a job works with. */
export interface BatchWork {
  readonly files: readonly InputFile[];
  readonly plan: BatchPlan;
  readonly progress: OpenProgress;
  /** Files that are written until they are whole. */
  readonly paths: { readonly out: string; readonly rejects: string };
  readonly answerers: Answerers;
  /** Columns that the model reads. */
  readonly inputs: ReadonlySet<string>;
  readonly kinds: KnownKinds;
  readonly workPath: string;
  readonly signal?: AbortSignal | undefined;
  /** Hears how far it has come, after every piece. */
  readonly hear: (come: BatchCome) => void;
  /** Monotonic milliseconds: the disk is waited for now and then, not after every piece. */
  readonly now: () => number;
  /** Time after which the place is noted down, milliseconds. */
  readonly noteMs: number;
}

/** How far a job has come. */
export interface BatchCome {
  readonly nRows: number;
  /** Bytes of the input that are answered. */
  readonly doneBytes: number;
}

/** What a job did. */
export interface BatchDone {
  readonly nRows: number;
  readonly nBad: number;
  readonly seen: Seen;
}

/** Bytes of text that become a row group: readers of Parquet want more rows in one than threads do. */
const GROUP_BYTES = 4 << 20;
const NOTE_BYTES = 64 << 20;

/** A piece under way. */
interface Pending {
  readonly file: number;
  readonly next: number;
  readonly doneBytes: number;
  readonly answered: Promise<AnsweredPiece>;
}

/**
 * Answers all rows of some files into one, in their order, from where its progress stands.
 *
 * Pieces are answered on threads and written in the order in which they were read. Now and then the disk is waited for and the
 * place noted down; what was written behind it is cut off when the job goes on after a crash, so that the file is the same to
 * the byte, wherever it stopped.
 *
 * @throws INPUT_SCHEMA_MISMATCH at a row that cannot be answered, where the plan refuses these; every code of reading; DISK_FULL
 */
export async function runBatch(work: BatchWork): Promise<BatchDone> {
  const { plan, progress, paths, answerers, signal } = work;
  const written = await openAnswerFiles(paths, progress.place);
  const groups = [...progress.groups];
  const pieceBytes = plan.format === 'parquet' ? GROUP_BYTES : PIECE_BYTES;
  const areLines = plan.format === 'csv' && !plan.isPacked;
  const spares = openSpareBuffers(4 * answerers.nThreads);
  let [place, noted, notedAt, notedBytes] = [
    progress.place,
    groups.length,
    work.now(),
    progress.place.outBytes,
  ];
  const note = async (): Promise<void> => {
    await written.sync();
    await progress.note(place, groups.slice(noted));
    [noted, notedAt, notedBytes] = [groups.length, work.now(), place.outBytes];
  };
  const commit = async (pending: Pending): Promise<void> => {
    const answered = await pending.answered;
    if (plan.badRows === 'refuse' && answered.bad[0] !== undefined) {
      await note();
      throw refused(work, pending, { bad: answered.bad[0], nBefore: rowsBefore(place, pending) });
    }
    place = await append(written, { plan, place, answered, pending, files: work.files });
    if (answered.group !== undefined) groups.push(answered.group);
    spares.give(answered.bytes.buffer as ArrayBuffer);
    if (answered.read !== undefined) spares.give(answered.read);
    work.hear({ nRows: place.nRows, doneBytes: doneBytes(work.files, pending) });
    const isDue = place.outBytes - notedBytes > NOTE_BYTES || work.now() - notedAt >= work.noteMs;
    if (isDue) await note();
  };
  const queue: Pending[] = [];
  try {
    for (let file = place.file; file < work.files.length; file++) {
      const opened = await openAt(work, file);
      const from = file === progress.place.file ? progress.place.at : 0;
      const wanted = new Set([...work.inputs, ...plan.keep.map(({ name }) => name)]);
      const kept = new Set(plan.keep.map(({ name }) => name));
      const columns = { wanted, kept, room: spares.take, pieceBytes };
      for await (const { piece, next, doneBytes: done } of opened.pieces(from, columns)) {
        signal?.throwIfAborted();
        const spare = areLines ? spares.take(PIECE_BYTES).buffer : undefined;
        const answered = answerers.answer(piece, spare);
        // It is waited for in its turn: a failure before that is not unheard.
        answered.catch(() => undefined);
        queue.push({ file, next, doneBytes: done, answered });
        if (queue.length >= 2 * answerers.nThreads) await commit(queue.shift() as Pending);
      }
      for (const pending of queue.splice(0)) await commit(pending);
      await rm(folderOf(work, file), { recursive: true, force: true });
    }
    if (plan.format === 'parquet') await written.end(parquetFooter(place.columns, groups));
    await written.sync();
    return { nRows: place.nRows, nBad: place.nBad, seen: place.seen };
  } catch (thrown) {
    await Promise.allSettled(queue.map(({ answered }) => answered));
    if (signal?.aborted === true) await note();
    throw thrown;
  } finally {
    await written.close();
  }
}

function folderOf({ workPath }: BatchWork, file: number): string {
  return join(workPath, String(file));
}

async function openAt(work: BatchWork, file: number): Promise<PieceFile> {
  const { path } = work.files[file] as InputFile;
  const workPath = folderOf(work, file);
  await mkdir(workPath);
  return await openPieces(path, { workPath, kinds: work.kinds });
}

interface Appended {
  readonly plan: BatchPlan;
  readonly place: BatchPlace;
  readonly answered: AnsweredPiece;
  readonly pending: Pending;
  readonly files: readonly InputFile[];
}

async function append(
  written: AnswerFiles,
  { plan, place, answered, pending, files }: Appended,
): Promise<BatchPlace> {
  const head = place.outBytes === 0 ? beforeRows(answered.columns, plan) : Buffer.alloc(0);
  await written.addRows(head);
  await written.addRows(answered.bytes);
  const nBefore = rowsBefore(place, pending);
  const rejects = answered.bad.map(({ row, ...bad }) =>
    JSON.stringify({ file: files[pending.file]?.path, row: nBefore + row + 1, ...bad }),
  );
  const rejected = Buffer.from(rejects.length === 0 ? '' : `${rejects.join('\n')}\n`);
  await written.addRejects(rejected);
  return {
    file: pending.file,
    at: pending.next,
    nFileRows: nBefore + answered.nRows,
    nRows: place.nRows + answered.nRows,
    nBad: place.nBad + answered.bad.length,
    outBytes: place.outBytes + head.length + answered.bytes.length,
    rejectBytes: place.rejectBytes + rejected.length,
    columns: answered.columns,
    seen: addSeen(place.seen, answered.seen),
  };
}

/** Rows of its file before a piece. */
function rowsBefore(place: BatchPlace, { file }: Pending): number {
  return place.file === file ? place.nFileRows : 0;
}

function doneBytes(files: readonly InputFile[], pending: Pending): number {
  return files
    .slice(0, pending.file)
    .reduce((total, { sizeBytes }) => total + sizeBytes, pending.doneBytes);
}

function refused(
  { files }: BatchWork,
  { file }: Pending,
  { bad, nBefore }: { readonly bad: BadRow; readonly nBefore: number },
): AppError {
  const path = files[file]?.path ?? '';
  const row = nBefore + bad.row + 1;
  const said = bad.reasons.map((reason) => reason.slice(0, -1)).join('; ');
  return new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `Row ${row} of "${path}" cannot be answered: ${said}.`,
    hint: 'Run it again with `--bad-rows reject`, which leaves such rows out and tells them in a file of their own, or with `--bad-rows empty`; it goes on where it stopped.',
    details: { path, row, reasons: bad.reasons, values: bad.values },
  });
}
