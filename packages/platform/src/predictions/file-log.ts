import { basename, join } from 'node:path';
import { AppError, NAME_PATTERN } from '@kaizenml/contracts';
import {
  type Clock,
  createIds,
  type Home,
  type Log,
  systemClock,
  tempOwner,
} from '../kit/index.ts';
import { CaptureWriter } from './capture-writer.ts';
import { captureCounter } from './count.ts';
import { type DayFeedback, readDayFeedback } from './day-feedback.ts';
import { formatName } from './file-name.ts';
import { findRequests } from './find.ts';
import { findMarks } from './find-marks.ts';
import { labelsFolder } from './labels/day-labels.ts';
import { keepLabels } from './labels/keep-labels.ts';
import { createLocate } from './locate.ts';
import type { LabeledRequest, LoggedRequest, PredictionLog } from './log.ts';
import { toLine } from './logged-line.ts';
import { readNewest } from './newest.ts';
import { ANSWERS } from './read-choice.ts';
import { dayOf } from './request-day.ts';
import { rewardsFolder } from './rewards/day-rewards.ts';
import { keepRewards } from './rewards/keep-rewards.ts';
import { scanRequests } from './scan.ts';
import { tagsFolder } from './tags/day-tags.ts';
import { keepTags } from './tags/keep-tags.ts';
import { findTagged } from './tags/tagged.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What a prediction log stands on. */
export interface FileLogOptions {
  readonly clock?: Clock;
  /** Told about damaged lines and failed flushes. Default: nobody. */
  readonly log?: Log;
  /** Size from which on a file is closed and another one begun. Default 64 MB. */
  readonly rollOverBytes?: number;
}

/**
 * The prediction log of a home. Each process writes files of its own, one per endpoint and day, so that none
 * waits for another.
 */
export function openFileLog(
  { capturePath }: Pick<Home, 'capturePath'>,
  { clock = systemClock, log, rollOverBytes }: FileLogOptions = {},
): PredictionLog {
  const nextId = createIds({ clock });
  const owner = tempOwner();
  const writer = new CaptureWriter({
    newFileName: () => formatName({ kind: 'lines', id: nextId(), owner }),
    isPast: (folder) => dayOfFolder(folder) < dayOf(clock.now()),
    rollOverBytes,
    log,
  });
  const folderOf = folders(capturePath);
  const count = captureCounter(capturePath);
  const locate = createLocate(capturePath, clock);
  const append = (folder: string, line: string) => writer.append(folder, line);
  return {
    async append(request, written) {
      assertInstant(request.at);
      await writer.append(folderOf(request), toLine(request, written));
    },
    async newest(endpoint, nRows, { kinds = ANSWERS, version } = {}) {
      assertEndpoint(endpoint);
      return readNewest(capturePath, { endpoint, nRows, kinds, version, log });
    },
    async count(endpoint) {
      assertEndpoint(endpoint);
      return count(endpoint);
    },
    async *scan(endpoint, choice = {}) {
      assertEndpoint(endpoint);
      yield* scanRequests(capturePath, { ...choice, endpoint, log });
    },
    async find(requestId, endpoint) {
      if (endpoint !== undefined) assertEndpoint(endpoint);
      return findRequests(capturePath, { requestId, endpoint, locate, log });
    },
    async label(endpoint, labels) {
      assertEndpoint(endpoint);
      for (const { at } of labels) if (at !== undefined) assertInstant(at);
      return keepLabels({ capturePath, clock, locate, append }, endpoint, labels);
    },
    async reward(endpoint, rewards) {
      assertEndpoint(endpoint);
      for (const { at } of rewards) if (at !== undefined) assertInstant(at);
      return keepRewards({ capturePath, clock, locate, append }, endpoint, rewards);
    },
    async tag(endpoint, found) {
      assertEndpoint(endpoint);
      return keepTags({ capturePath, clock, locate, append }, endpoint, found);
    },
    async tagged(endpoint, fromDay) {
      assertEndpoint(endpoint);
      return findTagged(capturePath, { endpoint, fromDay, log });
    },
    async findMarks(endpoint, fromDay) {
      assertEndpoint(endpoint);
      return findMarks(capturePath, { endpoint, fromDay });
    },
    async withLabels(endpoint, requests) {
      assertEndpoint(endpoint);
      const days = new Map<string, DayFeedback>();
      const labeled: LabeledRequest[] = [];
      for (const request of requests) {
        const day = request.at.slice(0, 10);
        const feedback =
          days.get(day) ?? (await readDayFeedback(join(capturePath, endpoint, day), log));
        days.set(day, feedback);
        labeled.push(feedback.join(request));
      }
      return labeled;
    },
    close: () => writer.close(),
  };
}

/** Endpoints whose newest folder is remembered. */
const MOST_ENDPOINTS = 1000;

/** Finds the folder of the day of a request; that of the last day of each endpoint is remembered. @throws ARGUMENT_INVALID for a name that is none */
function folders(capturePath: string) {
  const newest = new Map<string, { readonly day: string; readonly folder: string }>();
  return ({ endpoint, at }: Pick<LoggedRequest, 'endpoint' | 'at'>): string => {
    const known = newest.get(endpoint);
    if (known !== undefined && at.startsWith(known.day)) return known.folder;
    assertEndpoint(endpoint);
    const day = at.slice(0, 10);
    const folder = join(capturePath, endpoint, day);
    if (newest.size >= MOST_ENDPOINTS) newest.clear();
    newest.set(endpoint, { day, folder });
    return folder;
  };
}

/** The day whose requests, or what came of them, lie in a folder. */
function dayOfFolder(folder: string): string {
  const parent = join(folder, '..');
  const isBeside = [labelsFolder, rewardsFolder, tagsFolder].some((of) => of(parent) === folder);
  return isBeside ? basename(parent) : basename(folder);
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
