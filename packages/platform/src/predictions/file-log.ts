import { join } from 'node:path';
import { AppError, NAME_PATTERN } from '@kaizenml/contracts';
import { type Clock, createIds, type Home, type Log, systemClock } from '../kit/index.ts';
import { CaptureWriter } from './capture-writer.ts';
import { captureCounter } from './count.ts';
import type { PredictionLog } from './log.ts';
import { toLine } from './logged-line.ts';
import { readNewest } from './newest.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What a prediction log stands on. */
export interface FileLogOptions {
  readonly clock?: Clock;
  /** Told about damaged lines and failed flushes. Default: nobody. */
  readonly log?: Log;
}

/**
 * The prediction log of a home. Each process writes files of its own, one per endpoint and day, so that none
 * waits for another.
 */
export function openFileLog(
  { capturePath }: Pick<Home, 'capturePath'>,
  { clock = systemClock, log }: FileLogOptions = {},
): PredictionLog {
  const nextId = createIds({ clock });
  const writer = new CaptureWriter(() => `${nextId()}-${process.pid}.jsonl`, log);
  const count = captureCounter(capturePath);
  return {
    async append(request) {
      assertEndpoint(request.endpoint);
      assertInstant(request.at);
      const folder = join(capturePath, request.endpoint, request.at.slice(0, 10));
      await writer.append(folder, toLine(request));
    },
    async newest(endpoint, nRows) {
      assertEndpoint(endpoint);
      return readNewest(capturePath, { endpoint, nRows, log });
    },
    async count(endpoint) {
      assertEndpoint(endpoint);
      return count(endpoint);
    },
    close: () => writer.close(),
  };
}

function assertEndpoint(endpoint: string): void {
  if (NAME_PATTERN.test(endpoint)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `An endpoint must be named by letters, digits, ".", "_" and "-", got ${JSON.stringify(endpoint)}.`,
    hint: 'See the names with `kaizen endpoints list`.',
    details: { endpoint },
  });
}

function assertInstant(at: string): void {
  if (INSTANT.test(at)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A logged request must have an ISO 8601 instant in UTC, got ${JSON.stringify(at)}.`,
    hint: 'Pass it as `new Date().toISOString()` gives it.',
    details: { at },
  });
}
