import { existsSync } from 'node:fs';
import type { Log } from '../kit/index.ts';
import { type CaptureEntry, findEntry } from './capture-folder.ts';
import type { TableReader } from './columns/index.ts';
import { linesBackwards, linesForwards } from './lines.ts';
import { fromLine } from './logged-line.ts';
import { type Direction, isChosen, type RequestChoice, type Requests } from './read-choice.ts';

/** Reads files of either form; `close` ends what was opened for it. */
export interface CaptureReader {
  /** The requests of a file. One that becomes columns, or is closed, meanwhile is read all the same. */
  requests(entry: CaptureEntry, direction: Direction, choice: RequestChoice): Requests;
  /** A reader of columns, opened when it is first needed: it loads DuckDB. */
  tables(): Promise<TableReader>;
  close(): Promise<void>;
}

/** Opens a reader. @param log Told about damaged lines. */
export function openReader(log?: Log): CaptureReader {
  let opened: Promise<TableReader> | undefined;
  const tables = () => {
    opened ??= import('./columns/index.ts').then(({ openTableReader }) => openTableReader());
    return opened;
  };
  async function* read(
    { path, name }: CaptureEntry,
    direction: Direction,
    choice: RequestChoice,
  ): Requests {
    if (name.kind === 'columns') yield* (await tables()).requests(path, direction, choice);
    else yield* requestsOfLines(path, { direction, choice, log });
  }
  return {
    tables,
    async *requests(entry, direction, choice) {
      let nRead = 0;
      for (let place: CaptureEntry | undefined = entry; place !== undefined; ) {
        try {
          for await (const request of read(place, direction, choice)) {
            nRead++;
            yield request;
          }
          return;
        } catch (thrown) {
          if (nRead > 0 || existsSync(place.path)) throw thrown;
          place = await findEntry(place);
        }
      }
    },
    async close() {
      (await opened)?.close();
    },
  };
}

async function* requestsOfLines(
  path: string,
  {
    direction,
    choice,
    log,
  }: {
    readonly direction: Direction;
    readonly choice: RequestChoice;
    readonly log: Log | undefined;
  },
): Requests {
  for await (const line of direction === 'forwards' ? singleLines(path) : linesBackwards(path)) {
    const request = fromLine(line);
    if (request === undefined) log?.warn('damaged line skipped', { path, sizeBytes: line.length });
    else if (isChosen(request, choice)) yield request;
  }
}

async function* singleLines(path: string): AsyncGenerator<Buffer, void, undefined> {
  for await (const { lines } of linesForwards(path)) yield* lines;
}
