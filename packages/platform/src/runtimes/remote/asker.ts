import http from 'node:http';
import https from 'node:https';
import { AppError } from '@kaizenml/contracts';
import type { Log } from '../../kit/index.ts';
import { type AskSettings, secretHeaders } from './ask-settings.ts';
import { createBreaker, REST_MS } from './breaker.ts';
import { createPlaces } from './places.ts';
import { remoteFailure } from './remote-failures.ts';
import { type Sent, sendRequest } from './send-request.ts';

/** Asks another server, within the limits of its settings. */
export interface Asker {
  /**
   * Asks for JSON, with JSON.
   *
   * @param body Undefined asks with GET.
   * @throws REMOTE_FAILED, REMOTE_UNAVAILABLE, REMOTE_TIMEOUT; MODEL_RUN_FAILED where it refuses what it was sent
   */
  ask(url: URL, body?: unknown): Promise<unknown>;
  /** Closes its connections, once those that are under way have their answers. */
  close(): void;
}

export interface AskerParts {
  /** Who is asked, as sentences begin: `The server of "fraud"`. */
  readonly subject: string;
  readonly log: Log;
  /** Milliseconds that never go back. Default: those of the process. */
  readonly now?: () => number;
  /** Where tokens are. Default: the environment of the process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Headers that pass the trace of a request on. Default: none. */
  readonly traceHeaders?: (() => Readonly<Record<string, string>>) | undefined;
}

/** Requests that wait for a place, for each place. */
const WAITING_PER_PLACE = 4;
/** Before the second try, doubled before each further one, milliseconds. */
const FIRST_PAUSE_MS = 20;
const SERVER_FAULT = 500;

export function createAsker(
  settings: AskSettings,
  { subject, log, now = () => performance.now(), env = process.env, traceHeaders }: AskerParts,
): Asker {
  const { timeoutMs, retries, concurrency, maxAnswerBytes } = settings;
  const { protocol } = new URL(settings.url);
  const options = { keepAlive: true, maxSockets: concurrency };
  const agent = protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
  const breaker = createBreaker(now);
  const places = createPlaces({
    nPlaces: concurrency,
    mostWaiting: concurrency * WAITING_PER_PLACE,
  });
  const fail = remoteFailure(subject, settings);
  let nAsked = 0;
  let isClosed = false;

  const send = async (url: URL, body: string | undefined, signal: AbortSignal): Promise<Sent> => {
    const headers = {
      accept: 'application/json',
      ...(body === undefined
        ? {}
        : {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(body)),
          }),
      ...traceHeaders?.(),
      ...secretHeaders(settings, { subject, env }),
    };
    const method = body === undefined ? 'GET' : 'POST';
    for (let nTries = 0; ; nTries++) {
      const sent = await sendRequest(url, { method, headers, body, agent, maxAnswerBytes, signal });
      const mayTryAgain = sent.kind === 'broken' && (!sent.wasTaken || method === 'GET');
      if (!mayTryAgain || nTries >= retries) return sent;
      await pause(FIRST_PAUSE_MS * 2 ** nTries, signal);
    }
  };

  /** What the server said, and whether it is well. */
  const judge = (sent: Sent): string => {
    const isWell = sent.kind === 'answered' && sent.status < SERVER_FAULT;
    if (isWell) breaker.succeeded();
    else if (breaker.failed())
      log.warn('a server is left alone after failures in a row', { subject, restMs: REST_MS });
    if (sent.kind === 'answered' && sent.status >= 200 && sent.status < 300) return sent.body;
    throw fail(sent);
  };

  return {
    async ask(url, given) {
      const waitMs = breaker.waitMs();
      if (waitMs > 0) throw leftAlone(subject, waitMs);
      const signal = AbortSignal.timeout(timeoutMs);
      let isJudged = false;
      nAsked += 1;
      try {
        const place = places.take(signal);
        if (place === undefined) throw noPlace(subject, concurrency);
        const leave = await place.catch(() => undefined);
        if (leave === undefined) throw fail({ kind: 'timeout' });
        try {
          const body = given === undefined ? undefined : JSON.stringify(given);
          const sent = await send(url, body, signal);
          isJudged = true;
          return parse(judge(sent), subject);
        } finally {
          leave();
        }
      } finally {
        if (!isJudged) breaker.undecided();
        nAsked -= 1;
        if (isClosed && nAsked === 0) agent.destroy();
      }
    },
    close() {
      isClosed = true;
      if (nAsked === 0) agent.destroy();
    },
  };
}

/** Waits, or until the time is over. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

function parse(text: string, subject: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('REMOTE_FAILED', {
      message: `${subject} must answer JSON, got ${text.length === 0 ? 'nothing' : `${text.length} characters of something else`}.`,
      hint: 'Check the address and the protocol with `kaizen models show`.',
      details: { nCharacters: text.length },
      cause,
    });
  }
}

function leftAlone(subject: string, waitMs: number): AppError {
  const seconds = Math.ceil(waitMs / 1000);
  return new AppError('REMOTE_UNAVAILABLE', {
    message: `${subject} failed several times in a row and is left alone for ${seconds} s more.`,
    hint: 'See whether it runs, and ask again then.',
    details: { waitMs: Math.ceil(waitMs) },
  });
}

function noPlace(subject: string, concurrency: number): AppError {
  return new AppError('REMOTE_UNAVAILABLE', {
    message: `${subject} may get ${concurrency} requests at a time, and ${concurrency * WAITING_PER_PLACE} wait already.`,
    hint: 'Ask again later, or register it with a higher `--concurrency`.',
    details: { concurrency, waiting: concurrency * WAITING_PER_PLACE },
  });
}
