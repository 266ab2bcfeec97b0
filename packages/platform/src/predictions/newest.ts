import type { Log } from '../kit/index.ts';
import { captureDays } from './capture-folder.ts';
import { linesBackwards } from './lines.ts';
import type { LoggedRequest } from './log.ts';
import { fromLine } from './logged-line.ts';

type Requests = AsyncGenerator<LoggedRequest, void, undefined>;

/** What is read. */
export interface NewestOptions {
  readonly endpoint: string;
  /** Rows after which reading stops. */
  readonly nRows: number;
  /** Told about damaged lines. */
  readonly log?: Log | undefined;
}

/**
 * The newest requests of an endpoint, over the files of all processes.
 *
 * @cost O(what is returned), whatever the files hold.
 */
export async function readNewest(
  capturePath: string,
  { endpoint, nRows, log }: NewestOptions,
): Promise<readonly LoggedRequest[]> {
  const found: LoggedRequest[] = [];
  let missing = nRows;
  for (const paths of await captureDays(capturePath, endpoint)) {
    const readers = paths.map((path) => requestsBackwards(path, log));
    try {
      for await (const request of mergeByTime(readers)) {
        if (missing <= 0) return found;
        found.push(request);
        missing -= request.rows.length;
      }
    } finally {
      await Promise.all(readers.map((reader) => reader.return()));
    }
  }
  return found;
}

async function* requestsBackwards(path: string, log: Log | undefined): Requests {
  for await (const line of linesBackwards(path)) {
    const request = fromLine(line);
    if (request !== undefined) yield request;
    else log?.warn('damaged line skipped', { path, sizeBytes: line.length });
  }
}

async function* mergeByTime(readers: readonly Requests[]): Requests {
  const heads = await Promise.all(readers.map((reader) => reader.next()));
  for (;;) {
    let latest = -1;
    let latestRequest: LoggedRequest | undefined;
    for (const [i, { value }] of heads.entries())
      if (value && (latestRequest === undefined || value.at > latestRequest.at))
        [latest, latestRequest] = [i, value];
    const reader = readers[latest];
    if (latestRequest === undefined || reader === undefined) return;
    yield latestRequest;
    heads[latest] = await reader.next();
  }
}
