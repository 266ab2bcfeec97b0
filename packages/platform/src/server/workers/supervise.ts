import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { AppError } from '@kaizenml/contracts';
import {
  createSwitchboard,
  type FromWorker,
  fromSent,
  type Listening,
  type Seat,
  type ToWorker,
} from '../../crew/index.ts';
import type { Clock, Log } from '../../kit/index.ts';
import { toListenError } from '../address.ts';
import { closeUntaken } from './close-untaken.ts';
import { createReplacements } from './replacements.ts';
import { SEAT_VARIABLE } from './seat.ts';
import { crewFolds, crewOwn } from './shared-figures.ts';

/** What a server of several processes is started with. */
export interface SupervisorOptions {
  readonly nWorkers: number;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Ends the server. */
  readonly signal: AbortSignal;
  /** Time in which workers must have ended once they are told to, milliseconds. */
  readonly endWithinMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Told once, when all workers answer. */
  readonly onUp: (listening: Listening) => void;
  /** Told when the workers are told to end. */
  readonly onEnding: () => void;
}

interface Seated {
  readonly worker: Worker;
  isPrepared: boolean;
  /** Why it could not serve. */
  failed?: AppError;
  /** From when it answers; undefined while it does not. */
  upAtMs?: number;
}

/**
 * Runs this command line in several processes that answer on one port, until it is told to end.
 *
 * This process takes connections and hands each to a worker; it opens no home and reads no request. A worker that dies
 * is replaced; when those of a seat die at once again and again, the server ends. When this process dies, so do they.
 *
 * @throws WORKERS_DIE, and what keeps the first workers from serving: PORT_TAKEN, HOME_NOT_WRITABLE, TLS_INVALID and others
 */
export async function supervise(options: SupervisorOptions): Promise<void> {
  const { nWorkers, host, signal, clock, log } = options;
  const port = options.port === 0 ? await freePort(host) : options.port;
  const seats = new Map<number, Seated>();
  const replacements = createReplacements();
  const counts = { nReplaced: 0 };
  const timers = new Set<NodeJS.Timeout>();
  const ended = Promise.withResolvers<void>();
  let isServing = false;
  let isTold = false;
  let isEnding = false;
  let failure: AppError | undefined;
  const board = createSwitchboard({
    folds: crewFolds,
    own: crewOwn(
      () => ({
        n: nWorkers,
        nReady: [...seats.values()].filter(({ upAtMs }) => upAtMs !== undefined).length,
        nReplaced: counts.nReplaced,
      }),
      clock.now,
    ),
  });
  const say = ({ worker }: Seated, message: ToWorker): void => {
    if (worker.isConnected()) worker.send(message, () => undefined);
  };
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    for (const timer of timers) clearTimeout(timer);
    for (const seated of seats.values()) say(seated, { kind: 'drain' });
    const late = setTimeout(() => {
      log.warn('workers were ended because they took too long', {
        endWithinMs: options.endWithinMs,
      });
      for (const { worker } of seats.values()) worker.process.kill('SIGKILL');
    }, options.endWithinMs);
    late.unref();
    if (seats.size === 0) ended.resolve();
  };
  const fail = (thrown: AppError): void => {
    failure ??= thrown;
    end();
  };
  const hear = (seated: Seated, number: number, message: FromWorker): void => {
    switch (message.kind) {
      case 'joined':
        board.join(number, (sent) => say(seated, sent));
        return;
      case 'prepared':
        seated.isPrepared = true;
        if (
          !isServing &&
          (seats.size < nWorkers || [...seats.values()].some((each) => !each.isPrepared))
        )
          return;
        for (const each of isServing ? [seated] : seats.values()) say(each, { kind: 'serve' });
        isServing = true;
        return;
      case 'up':
        seated.upAtMs = clock.now();
        if (
          isTold ||
          [...seats.values()].filter(({ upAtMs }) => upAtMs !== undefined).length < nWorkers
        )
          return;
        isTold = true;
        options.onUp(message.listening);
        return;
      case 'failed': {
        const thrown = fromSent(message.failure);
        seated.failed = thrown;
        if (!isTold) {
          fail(thrown);
          return;
        }
        seated.worker.process.kill('SIGKILL');
        return;
      }
      default:
        board.receive(number, message);
    }
  };
  const start = (number: number): void => {
    const seat: Seat = { number, nWorkers, isReplacement: isServing, port };
    const worker = cluster.fork({ [SEAT_VARIABLE]: JSON.stringify(seat) });
    const seated: Seated = { worker, isPrepared: false };
    seats.set(number, seated);
    const closeLast = closeUntaken(worker.process);
    worker.on('message', (message: FromWorker) => hear(seated, number, message));
    worker.on('error', (thrown) =>
      log.error('a worker could not be spoken to', { worker: number, thrown }),
    );
    worker.process.once('exit', (code, by) => {
      closeLast();
      leave(number, seated, by ?? `exit code ${code}`);
    });
  };
  const leave = (number: number, seated: Seated, reason: string): void => {
    seats.delete(number);
    board.leave(number);
    if (isEnding) {
      if (reason !== 'exit code 0')
        log.warn('a worker did not end by itself', { worker: number, reason });
      if (seats.size === 0) ended.resolve();
      return;
    }
    const answeredMs = seated.upAtMs === undefined ? 0 : clock.now() - seated.upAtMs;
    const waitMs = replacements.died(number, answeredMs);
    const why = seated.failed === undefined ? reason : sayFailed(seated.failed);
    const said = { worker: number, pid: seated.worker.process.pid, reason: why, answeredMs };
    if (waitMs === undefined) {
      log.error('workers die at once again and again', said);
      fail(workersDie(number, why));
      return;
    }
    log.warn('a worker ended and is replaced', { ...said, waitMs });
    const timer = setTimeout(() => {
      timers.delete(timer);
      counts.nReplaced += 1;
      start(number);
    }, waitMs);
    timers.add(timer);
  };
  const onAbort = () => {
    options.onEnding();
    end();
  };
  cluster.schedulingPolicy = cluster.SCHED_RR;
  for (let number = 1; number <= nWorkers; number++) start(number);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  await ended.promise;
  if (failure !== undefined) throw failure;
}

function sayFailed({ code, message }: AppError): string {
  return `${code}: ${message}`;
}

function workersDie(worker: number, reason: string): AppError {
  return new AppError('WORKERS_DIE', {
    message: `A worker must stay alive, got one that died at once again and again: worker ${worker}, last by ${reason.replace(/\.$/, '')}.`,
    hint: 'Its last words stand above; start with `--workers 1` to see the failure alone.',
    details: { worker, reason },
  });
}

/** A port that is free now: all workers, also those that come later, must be told the same one. */
async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  try {
    await once(server, 'listening');
  } catch (thrown) {
    throw toListenError(thrown, host, 0);
  }
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}
