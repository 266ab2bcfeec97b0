import { access, constants, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Anomaly, AppError, didYouMean, type Signature } from '@kaizenml/contracts';
import { conformTable } from '@kaizenml/ml/artifact';
import { isNumericKind, type Table } from '@kaizenml/ml/table';
import { notWritable, openPieces, type PieceFile } from '../datasets/index.ts';
import { renameDurable, sha256 } from '../kit/index.ts';
import {
  differences,
  fileAnomalies,
  type OpenedAnswering,
  sayAnomaly,
  textKinds,
} from '../models/index.ts';
import { version as ourVersion } from '../version.ts';
import { saySeen } from './count-seen.ts';
import { type InputFile, inputFiles } from './input-files.ts';
import { outFormatOf } from './out-format.ts';
import type { BadRows, BatchPlan, KeptColumn } from './plan.ts';
import { openProgress } from './progress-file.ts';
import { type BatchCome, type BatchDone, runBatch } from './run-batch.ts';
import { openAnswerersFor } from './threads/open-answerers-for.ts';

/** A model that answers rows. */
export type OpenedRows = Exclude<OpenedAnswering, { readonly kind: 'forecast' }>;

/** What is asked of `kaizen predict --out`. */
export interface PredictToFileRequest {
  /** A data file, a folder of them, or a pattern. */
  readonly path: string;
  /** File to write: its ending says in which format. */
  readonly out: string;
  /** Columns of the input that are written before the answers. */
  readonly keep: readonly string[];
  readonly badRows: BadRows;
  /** File of rows that could not be answered. Default: `OUT.rejects.jsonl`. */
  readonly rejects?: string | undefined;
  /** Threads that answer. Default: as many as there are processors. */
  readonly nThreads?: number | undefined;
}

/** How the work is watched and ended. */
export interface PredictToFileWatch {
  readonly signal?: AbortSignal | undefined;
  readonly hear?: (come: BatchCome & { readonly totalBytes: number }) => void;
  /** Time after which the place is noted down, milliseconds; a job that is stopped does that much again. Default 1000. */
  readonly noteMs?: number;
}

/** What became of it. */
export interface PredictToFileSummary {
  readonly model: string;
  readonly version: number | null;
  readonly nFiles: number;
  /** Rows that were read. */
  readonly nRows: number;
  /** Those that could not be answered. */
  readonly nRejected: number;
  readonly out: string;
  /** The file that tells them; null where there is none. */
  readonly rejects: string | null;
  /** Rows that an earlier run of the same job had written. */
  readonly nResumed: number;
  readonly notes: readonly string[];
  readonly anomalies?: readonly Anomaly[];
}

/**
 * Answers the rows of one file or of many into one, in memory that does not grow with them.
 *
 * OUT appears when it is whole. Until then `OUT.part` and `OUT.progress` lie beside it, and the same request goes on where it
 * stopped, also after a crash; the file is then the same to the byte.
 *
 * @throws INPUT_SCHEMA_MISMATCH for columns that are absent and, unless told otherwise, at the first row that cannot be
 * answered; COLUMN_UNKNOWN for a kept column; ARGUMENT_INVALID for another ending; FILE_NOT_WRITABLE, DISK_FULL; every code of reading
 * @cost Memory of a few hundred MB per thread, whatever the size of the files.
 */
export async function predictToFile(
  opened: OpenedRows,
  request: PredictToFileRequest,
  watch: PredictToFileWatch = {},
): Promise<PredictToFileSummary> {
  const { format, isPacked } = outFormatOf(request.out);
  const files = await inputFiles(request.path);
  await assertFolder(request.out);
  const workPath = await mkdtemp(join(tmpdir(), 'kaizen-predict-'));
  try {
    const { signature } = opened.model;
    const looked = await lookAtFiles(signature, files, {
      workPath,
      keep: request.keep,
      isTyped: format !== 'csv',
    });
    const plan: BatchPlan = { format, isPacked, keep: looked.keep, badRows: request.badRows };
    const anomalies = await anomaliesOf(opened, files, looked.columns);
    const { nResumed, done, rejects } = await answerInto(opened, {
      files,
      plan,
      workPath,
      request,
      watch,
    });
    const notes = [...looked.notes, ...saySeen(done.seen)];
    return {
      model: opened.name,
      version: opened.version,
      nFiles: files.length,
      nRows: done.nRows,
      nRejected: done.nBad,
      out: request.out,
      rejects,
      nResumed,
      notes,
      ...(anomalies.length === 0 ? {} : { anomalies }),
    };
  } finally {
    await rm(workPath, { recursive: true, force: true });
  }
}

/** Everything said to a person: what differs, and what rows do not keep of the schema of the model. */
export function sayNotes({ notes, anomalies = [] }: PredictToFileSummary): string[] {
  return [...notes, ...anomalies.map(sayAnomaly)];
}

interface Into {
  readonly files: readonly InputFile[];
  readonly plan: BatchPlan;
  readonly workPath: string;
  readonly request: PredictToFileRequest;
  readonly watch: PredictToFileWatch;
}

async function answerInto(
  { folder, model: { signature } }: OpenedRows,
  { files, plan, workPath, request, watch }: Into,
): Promise<{
  readonly nResumed: number;
  readonly done: BatchDone;
  readonly rejects: string | null;
}> {
  const { out, rejects = `${out}.rejects.jsonl` } = request;
  const paths = { out: `${out}.part`, rejects: `${rejects}.part` };
  const progressPath = `${out}.progress`;
  const totalBytes = files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  const key = sha256(
    JSON.stringify({
      ourVersion,
      model: sha256(await readFile(join(folder, 'manifest.json'))),
      files: files.map(({ path, stamp }) => [path, stamp]),
      plan: { ...plan, badRows: plan.badRows === 'empty' },
      rejects,
    }),
  );
  try {
    if (!(await reaches(paths.out))) await rm(progressPath, { force: true });
    const progress = await openProgress(progressPath, key);
    const nResumed = progress.place.nRows;
    const answerers = await openAnswerersFor(
      { source: { folder }, plan },
      { totalBytes, nThreads: request.nThreads ?? availableParallelism() },
    );
    let done: BatchDone;
    try {
      done = await runBatch({
        files,
        plan,
        progress,
        paths,
        answerers,
        inputs: new Set(signature.inputs.map(({ name }) => name)),
        kinds: textKinds(signature),
        workPath,
        signal: watch.signal,
        hear: (come) => watch.hear?.({ ...come, totalBytes }),
        now: () => performance.now(),
        noteMs: watch.noteMs ?? 1000,
      });
    } finally {
      await answerers.close();
      await progress.close();
    }
    if (done.nBad > 0) await renameDurable(paths.rejects, rejects);
    else await rm(paths.rejects, { force: true });
    await renameDurable(paths.out, out);
    await rm(progressPath, { force: true });
    return { nResumed, done, rejects: done.nBad > 0 ? rejects : null };
  } catch (thrown) {
    throw isOfWriting(thrown) ? notWritable(thrown, out) : thrown;
  }
}

/** Whether there is a part to go on with. */
async function reaches(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

function isOfWriting(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    'syscall' in thrown &&
    (thrown.syscall === 'write' || thrown.syscall === 'open' || thrown.syscall === 'ftruncate')
  );
}

async function assertFolder(out: string): Promise<void> {
  try {
    await access(dirname(out), constants.W_OK);
    if ((await stat(out).catch(() => undefined))?.isDirectory() === true)
      throw Object.assign(new Error(out), { code: 'EISDIR' });
  } catch (thrown) {
    throw notWritable(thrown, out);
  }
}

interface Looked {
  readonly keep: readonly KeptColumn[];
  readonly notes: readonly string[];
  readonly columns: readonly string[];
}

/** Looks at every file before the first row is answered: columns that are absent in the last one are told at once. */
async function lookAtFiles(
  signature: Signature,
  files: readonly InputFile[],
  {
    workPath,
    keep,
    isTyped,
  }: { readonly workPath: string; readonly keep: readonly string[]; readonly isTyped: boolean },
): Promise<Looked> {
  const notes = new Set<string>();
  let kept: readonly KeptColumn[] | undefined;
  const columns = new Set<string>();
  for (const [i, { path }] of files.entries()) {
    const folder = join(workPath, String(i));
    await mkdir(folder);
    const file = await openPieces(path, { workPath: folder, kinds: textKinds(signature) });
    for (const name of file.columns) columns.add(name);
    const table = emptyTable(signature, file);
    for (const note of differences(signature, table, conformTable(signature, table)))
      notes.add(note);
    const found = keep.map((name) => keptColumn(signature, file, { name, isTyped }));
    kept ??= found;
    assertSame(kept, found, file.name);
    await rm(folder, { recursive: true, force: true });
  }
  return { keep: kept ?? [], notes: [...notes], columns: [...columns] };
}

/** The columns of a file without rows, in the kinds that the model wants. */
function emptyTable({ inputs }: Signature, { columns, isClosed }: PieceFile): Table {
  const names = isClosed ? columns : [...new Set([...columns, ...inputs.map(({ name }) => name)])];
  return {
    nRows: 0,
    columns: names.map((name) => {
      const kind = inputs.find((field) => field.name === name)?.kind ?? 'text';
      return isNumericKind(kind)
        ? { name, kind, values: new Float64Array(0) }
        : { name, kind, codes: new Int32Array(0), levels: [] };
    }),
  };
}

function keptColumn(
  { inputs }: Signature,
  file: PieceFile,
  { name, isTyped }: { readonly name: string; readonly isTyped: boolean },
): KeptColumn {
  if (file.isClosed && !file.columns.includes(name))
    throw new AppError('COLUMN_UNKNOWN', {
      message: `File "${file.name}" must have the column "${name}" that is to be kept, got none of this name.`,
      hint: didYouMean(name, file.columns) ?? 'Name columns of the file with `--keep`.',
      details: { column: name, known: file.columns },
    });
  const stored = file.storedKind(name);
  const isNumber = inputs.some((field) => field.name === name && field.kind === 'number');
  return { name, kind: stored === 'text' && isTyped && isNumber ? 'number' : stored };
}

function assertSame(
  first: readonly KeptColumn[],
  found: readonly KeptColumn[],
  file: string,
): void {
  const at = found.findIndex(({ kind }, j) => kind !== first[j]?.kind);
  const [expected, received] = [first[at], found[at]];
  if (expected === undefined || received === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Column "${received.name}" must be of one type in all files to be kept, got "${received.kind}" in "${file}" after "${expected.kind}".`,
    hint: 'Answer files of different types one by one.',
    details: { column: received.name, file, expected: expected.kind, received: received.kind },
  });
}

async function anomaliesOf(
  opened: OpenedRows,
  files: readonly InputFile[],
  columns: readonly string[],
): Promise<readonly Anomaly[]> {
  if (opened.kind === 'onnx') return [];
  const found: Anomaly[] = [];
  for (const { path } of files)
    if (!/\.gz$/i.test(path))
      found.push(...(await fileAnomalies(opened.model.manifest, path, columns)));
  return found;
}
