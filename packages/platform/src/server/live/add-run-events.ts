import { Readable } from 'node:stream';
import { setTimeout as after } from 'node:timers/promises';
import { AppError } from '@kaizenml/contracts';
import type { FastifyInstance } from 'fastify';
import { underRights } from '../../access/index.ts';
import { watchRun } from '../../runs/index.ts';
import type { TrackingStore } from '../../tracking/store.ts';
import { eventText } from './event-text.ts';

/** Time between two looks at a run, milliseconds. */
const LOOK_EVERY_MS = 1000;

/** Streams that are open at once. */
const MAX_STREAMS = 100;

/** What streams stand on. */
export interface RunEventParts {
  readonly tracking: Pick<TrackingStore, 'runs' | 'experiments'>;
  /** Lets time pass between two looks, or rejects when its signal aborts. Default: a second. */
  readonly pause?: (signal: AbortSignal) => Promise<void>;
}

/**
 * What happens to a run, as server-sent events: `run` once, `change` as often as something changes, `end` at its end. They end with
 * the server, whose end waits for no connection that a stream has had, and once who asked may look no more; a page that connects again
 * begins with `run`.
 */
export function addRunEvents(
  server: FastifyInstance,
  { tracking, pause = (signal) => after(LOOK_EVERY_MS, undefined, { signal }) }: RunEventParts,
): void {
  const closing = new AbortController();
  let nOpen = 0;
  server.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  server.get<{ Params: { id: string } }>(
    '/api/v1/runs/:id/events',
    { config: { scope: 'read', at: 'ports', isAlwaysTaken: true } },
    async (request, reply) => {
      if (nOpen >= MAX_STREAMS) throw tooManyStreams();
      const { id } = request.params;
      const refused = new AbortController();
      const signal = AbortSignal.any([closing.signal, refused.signal, request.visit.signal]);
      const { visit } = request;
      const look = <Found>(find: () => Promise<Found>) => underRights(visit.caller?.rights, find);
      const events = await watchRun(id, {
        tracking: {
          runs: { find: (run) => look(() => tracking.runs.find(run)) },
          experiments: { find: (of) => look(() => tracking.experiments.find(of)) },
        },
        signal,
        async pause() {
          await untilEnd(pause, signal);
          if (!signal.aborted && (await visit.lookAgain?.()) === false) refused.abort();
        },
      });
      const text = async function* () {
        nOpen++;
        try {
          for await (const event of events) yield eventText(event);
        } finally {
          nOpen--;
        }
      };
      return reply
        .header('cache-control', 'no-store')
        .header('connection', 'close')
        .header('x-accel-buffering', 'no')
        .type('text/event-stream; charset=utf-8')
        .send(Readable.from(text()));
    },
  );
}

/** A pause that ends early, and not with a failure, when nobody listens any more. */
async function untilEnd(
  pause: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  try {
    await pause(signal);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}

function tooManyStreams(): AppError {
  return new AppError('SERVER_BUSY', {
    message: `At most ${MAX_STREAMS} streams of events may be open at once, got one more.`,
    hint: 'Close pages that watch runs, or ask `runs.show` now and then.',
    details: { maxStreams: MAX_STREAMS },
  });
}
