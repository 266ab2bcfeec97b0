import { appendFileSync, mkdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunId } from '@kaizenml/contracts';
import { type Clock, errnoOf, toWriteError } from '../kit/index.ts';
import type { Progress, TrialProgress } from '../progress.ts';

/** What tells the process of a run from every other one. */
export interface RunProcess {
  readonly pid: number;
  readonly host: string;
  readonly mark: string | null;
}

/** What a run was asked for, as JSON; the pipelines know its fields. */
export type AskedRun = Readonly<Record<string, unknown>>;

/** A stage of a run, and when it began (ms since 1970). */
export interface JournalStage {
  readonly name: string;
  readonly detail: string | null;
  readonly at: number;
}

/** What a run has told so far. */
export interface RunJournal {
  readonly process: RunProcess;
  readonly asked: AskedRun;
  /** When it has to be over (ms since 1970); undefined without a budget, and before it has begun. */
  readonly endsAt: number | undefined;
  /** The last one that began. */
  readonly stage: JournalStage | undefined;
  /** Candidates in the order in which they ended. */
  readonly trials: readonly TrialProgress[];
  /** When it last told something (ms since 1970). */
  readonly toldAt: number;
}

type Line =
  | { readonly kind: 'asked'; readonly process: RunProcess; readonly asked: AskedRun }
  | { readonly kind: 'begun'; readonly endsAt: number | null }
  | ({ readonly kind: 'stage' } & JournalStage)
  | { readonly kind: 'trial'; readonly trial: TrialProgress };

/** Where a run writes down how it goes on. */
export interface JournalWriter {
  asked(process: RunProcess, asked: AskedRun): void;
  /** @param endsAt When it has to be over (ms since 1970). Default: whenever it is done. */
  begun(endsAt: number | undefined): void;
  /** The same progress, which is written down as well. */
  watch(progress: Progress): Progress;
}

/**
 * The journal of a run: one JSON line for each thing that it tells, in `runs/<id>.jsonl` below the home.
 *
 * Any process may read it while it grows; a line that a kill has cut is left out. It is not synced to the disk: what counts
 * is in the store.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE
 */
export function openJournal(
  home: string,
  id: RunId,
  { clock }: { readonly clock: Clock },
): JournalWriter {
  const path = journalPath(home, id);
  const write = (line: Line): void => {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch (thrown) {
      throw toWriteError(thrown, path);
    }
  };
  return {
    asked: (process, asked) => write({ kind: 'asked', process, asked }),
    begun: (endsAt) => write({ kind: 'begun', endsAt: endsAt ?? null }),
    watch: (progress) => ({
      ...progress,
      stage(name, detail) {
        write({ kind: 'stage', name, detail: detail ?? null, at: clock.now() });
        progress.stage(name, detail);
      },
      trial(trial) {
        write({ kind: 'trial', trial });
        progress.trial(trial);
      },
    }),
  };
}

/** What a run has told so far; undefined for a run without a journal, as those of earlier programs. */
export async function readJournal(home: string, id: RunId): Promise<RunJournal | undefined> {
  const path = journalPath(home, id);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (errnoOf(thrown) === 'ENOENT') return '';
    throw thrown;
  });
  const lines = text.split('\n').slice(0, -1).flatMap(parseLine);
  const [first] = lines;
  if (first?.kind !== 'asked') return undefined;
  const { process, asked } = first;
  const { mtimeMs: toldAt } = await stat(path);
  return {
    process,
    toldAt,
    asked,
    endsAt: lines.find((line) => line.kind === 'begun')?.endsAt ?? undefined,
    stage: lines.findLast((line) => line.kind === 'stage'),
    trials: lines.flatMap((line) => (line.kind === 'trial' ? [line.trial] : [])),
  };
}

/** A line that is cut is no line. */
function parseLine(text: string): readonly Line[] {
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
}

function journalPath(home: string, id: RunId): string {
  return join(home, 'runs', `${id}.jsonl`);
}
