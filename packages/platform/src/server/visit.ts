import type { ErrorCode } from '@kaizenml/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Asked } from '../at-machine.ts';
import type { Caller } from './access/caller.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is known of it beside its bytes. */
    visit: Visit;
  }
}

/** Status of an answer that nobody waits for; it is seen in logs and figures alone. */
export const CLIENT_GONE = 499;

/**
 * One request, from its headers until its answer is out and all work for it has settled. Work for a client that went
 * away, or whose time is up, may go on; the visit lasts as long.
 */
export class Visit implements Asked {
  /** Milliseconds of the monotonic clock. */
  readonly arrivedAtMs = performance.now();
  /** True when the client went away before it had its answer. */
  isGone = false;
  /** Who asks; undefined where the server asks nobody, and for open routes. */
  caller: Caller | undefined;
  /** Looks whether what the caller has shown still holds, and reads its rights anew; for answers that go on. */
  lookAgain: (() => Promise<boolean>) | undefined;
  headers: Asked['headers'] = {};
  /** Its own, or the one that it was given. */
  requestId = '';
  /** How it failed; undefined while it has not. */
  code: ErrorCode | undefined;
  /** What answered, for a prediction. */
  answer: { readonly endpoint: string; readonly version: number } | undefined;
  /** When it got its place, milliseconds of the monotonic clock. */
  admittedAtMs = 0;
  #nHeld = 1;
  #isOver = false;
  #whenOver: (() => void) | undefined;
  #controller: AbortController | undefined;
  #reason: unknown;

  /** Aborts when nobody waits for the answer any more. Made when it is asked for, since most work is too short for it. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Tells the work that nobody waits for it. Only the first reason counts. */
  abort(reason: unknown): void {
    this.#reason ??= reason;
    this.#controller?.abort(reason);
  }

  /** Its connection is done with it. @param wasAnswered False for a client that went away before it had its answer. */
  end(wasAnswered: boolean): void {
    if (!wasAnswered) {
      this.isGone = true;
      this.abort(new DOMException('The client went away.', 'AbortError'));
    }
    this.letGo();
  }

  /** Some more work begins; `letGo` ends it. */
  hold(): void {
    this.#nHeld++;
  }

  letGo(): void {
    this.#nHeld--;
    if (this.#nHeld > 0 || this.#isOver) return;
    this.#isOver = true;
    this.#whenOver?.();
  }

  /** Is called once when the visit is over, at once where it is already; the last one that is set counts. */
  set whenOver(call: () => void) {
    if (this.#isOver) call();
    else this.#whenOver = call;
  }
}

/** Hears of a request whose answer is out, or whose client went away. */
export type VisitEnd = (request: FastifyRequest, reply: FastifyReply) => void;

/**
 * Gives every request its visit; comes before every other hook.
 *
 * @returns Adds who hears of the end of each; all of them share one listener, and are told in the order in which they were added.
 */
export function addVisits(server: FastifyInstance): (onEnd: VisitEnd) => void {
  const onEnds: VisitEnd[] = [];
  server.decorateRequest('visit');
  server.addHook('onRequest', (request, reply, done) => {
    const visit = new Visit();
    const { raw } = reply;
    visit.headers = request.headers;
    request.visit = visit;
    raw.on('close', () => {
      visit.end(raw.writableFinished);
      for (const onEnd of onEnds) onEnd(request, reply);
    });
    done();
  });
  return (onEnd) => onEnds.push(onEnd);
}
