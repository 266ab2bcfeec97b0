import { AppError } from '@kaizenml/contracts';
import { type BadRows, type OpenedRows, predictToFile, sayNotes } from '../batch/index.ts';
import type { CommandCall } from './command.ts';
import { elapsed } from './live-progress.ts';

/** Flags of `kaizen predict --out`. */
export interface WriteRowsFlags {
  readonly path: string;
  readonly out: string;
  readonly keep: string | undefined;
  readonly badRows: string;
  readonly rejects: string | undefined;
  readonly threads: number | undefined;
}

/** Answers files of rows into a file, with a live line, and says what became of it. */
export async function writeRows(
  {
    json,
    terminal,
    progress,
    signal,
  }: Pick<CommandCall, 'json' | 'terminal' | 'progress' | 'signal'>,
  opened: OpenedRows,
  { path, out, keep, badRows, rejects, threads }: WriteRowsFlags,
): Promise<void> {
  if (threads !== undefined && threads < 1)
    throw new AppError('ARGUMENT_INVALID', {
      message: `The flag --threads must be at least 1, got ${threads}.`,
      hint: 'Leave it out for one per processor.',
      details: { threads },
    });
  const startedAt = performance.now();
  let before: { readonly nRows: number; readonly doneBytes: number } | undefined;
  const summary = await predictToFile(
    opened,
    {
      path,
      out,
      keep: keep?.split(',').map((name) => name.trim()) ?? [],
      badRows: badRows as BadRows,
      rejects,
      nThreads: threads,
    },
    {
      signal,
      hear({ nRows, doneBytes, totalBytes }) {
        before ??= { nRows, doneBytes };
        const seconds = (performance.now() - startedAt) / 1000;
        const rowsPerSec = (nRows - before.nRows) / seconds;
        const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
        const speed = (doneBytes - before.doneBytes) / seconds;
        const left =
          speed > 0 ? ` · ${elapsed((1000 * (totalBytes - doneBytes)) / speed)} left` : '';
        progress.update?.(
          'Answering',
          `${Math.floor(100 * share)} % · ${nRows.toLocaleString('en')} rows · ${Math.round(rowsPerSec).toLocaleString('en')} rows/s${left}`,
        );
      },
    },
  );
  progress.done();
  if (json) {
    terminal.printJson({ ...summary, elapsedMs: Math.round(performance.now() - startedAt) });
    return;
  }
  for (const note of sayNotes(summary)) terminal.say(note);
  const { nRows, nRejected, nResumed } = summary;
  if (nResumed > 0) terminal.say(`Went on after ${nResumed} rows that were answered before.`);
  if (summary.rejects !== null)
    terminal.say(`${nRejected} of ${nRows} rows could not be answered; see ${summary.rejects}.`);
  terminal.say(`Wrote ${badRows === 'empty' ? nRows : nRows - nRejected} answers to ${out}.`);
}
