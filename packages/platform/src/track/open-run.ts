import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { processMark } from '../kit/index.ts';
import { createCarrier } from './carry.ts';
import type { CreateInput, Destination } from './destination.ts';
import { createOutbox, type OutboxParts } from './outbox.ts';
import type { Piece } from './piece.ts';
import type { Ending, RunWatch } from './run-watch.ts';
import { createRunWriter } from './run-writer.ts';
import { openSpillFile } from './spill-file.ts';
import type { ChildOptions, TrackedRun } from './tracked-run.ts';

const MAX_REFUSALS = 100;

/** What runs of a program stand on. */
export interface RunParts extends Pick<OutboxParts, 'pause' | 'random' | 'waitMs' | 'maxWaiting'> {
  readonly runs: Destination['runs'];
  /** Name of the place that they go to. */
  readonly place: string;
  /** Where letters wait that cannot be sent. */
  readonly folder: string;
  readonly nextId: () => string;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly watch: RunWatch;
  readonly onTrouble: (trouble: AppError) => void;
  /** Is called after `endNow` has written letters to the disk. */
  readonly onLeft: () => void;
}

/** What a run begins with. */
export interface RunStart extends ChildOptions {
  readonly experiment: string;
  readonly parent?: string;
  /** Tags that are found out while it begins. */
  readonly moreTags?: Promise<Readonly<Record<string, string>>>;
  /** Logs what the process needs, until the function that it gives back is called. */
  readonly measure?: (run: Pick<TrackedRun, 'metric'>) => () => void;
  /** Is called when it has ended and everything is sent. */
  readonly onEnd?: () => Promise<void>;
}

/** Begins a run. Nothing is waited for. */
export function openRun(start: RunStart, parts: RunParts): TrackedRun {
  const { experiment, name, parent, params = {}, tags = {} } = start;
  const id = parts.nextId();
  const refusals: AppError[] = [];
  const create: CreateInput = {
    ...{ experiment, id, tags, startedAt: new Date(parts.nowMs()).toISOString() },
    ...(name === undefined ? {} : { name }),
    ...(parent === undefined ? {} : { parent }),
  };
  const mark = processMark(process.pid) ?? null;
  const outbox = createOutbox({
    ...parts,
    spill: openSpillFile(join(parts.folder, `${id}.jsonl`), {
      ...{ kind: 'head', place: parts.place, create, pid: process.pid, mark },
    }),
    carry: createCarrier(parts.runs, {
      create,
      onRefusal(refusal) {
        if (refusals.length < MAX_REFUSALS) refusals.push(refusal);
        parts.onTrouble(refusal);
      },
    }),
  });
  let ended: ReturnType<TrackedRun['end']> | undefined;
  const put = (piece: Piece): void => {
    if (ended !== undefined) throw hasEnded(id);
    outbox.put(piece);
  };
  const writer = createRunWriter(put, parts.nowMs);
  const children = new Set<TrackedRun>();
  const tagged = start.moreTags?.then((more) => {
    for (const [key, value] of Object.entries(more)) outbox.put({ kind: 'tag', key, value });
  });
  let isEndPut = false;
  const putEnd = (ending: Ending): void => {
    if (isEndPut) return;
    isEndPut = true;
    const endedAt = new Date(parts.nowMs()).toISOString();
    outbox.put({ kind: 'end', end: { id, endedAt, ...ending } });
  };
  const flush = async () => {
    await tagged;
    const kept = await outbox.flush();
    return { kept, refusals: refusals.splice(0) };
  };
  const letGo = async () => {
    await outbox.whenSent();
    unwatch();
    await start.onEnd?.();
  };
  const finish = async (ending: Ending) => {
    stopMeasuring?.();
    await Promise.all([...children].map((child) => child.end(ending)));
    await tagged;
    putEnd(ending);
    const flushed = await flush();
    const gone = letGo();
    if (flushed.kept === 'sent') await gone;
    return flushed;
  };
  const run: TrackedRun = {
    ...{ id, experiment },
    get nDropped() {
      return outbox.nDropped;
    },
    ...writer,
    child(options = {}) {
      if (ended !== undefined) throw hasEnded(id);
      const child = openRun(
        {
          ...{ ...options, experiment, parent: id },
          onEnd: async () => void children.delete(child),
        },
        parts,
      );
      children.add(child);
      return child;
    },
    flush,
    end({ status = 'finished', error } = {}) {
      ended ??= finish({ status, ...(error === undefined ? {} : { error }) });
      return ended;
    },
  };
  const unwatch = parts.watch.over({
    end: async (ending) => void (await run.end(ending)),
    endNow(ending) {
      putEnd(ending);
      outbox.spillNow();
      parts.onLeft();
    },
  });
  writer.params(params);
  const stopMeasuring = start.measure?.(run);
  return run;
}

function hasEnded(id: string): AppError {
  return new AppError('RUN_FINISHED', {
    message: `Run "${id}" must be open to be logged to, got one that its program has ended.`,
    hint: 'Log before `end()`, or begin another run.',
    details: { id },
  });
}
