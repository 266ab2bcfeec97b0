import type { Log } from '../kit/index.ts';
import type { FinishedSpan } from './finished-span.ts';
import { toOtlp } from './to-otlp.ts';
import type { TracingOptions } from './tracing-options.ts';

/** Takes spans and never makes who ends them wait. */
export interface SpanSender {
  readonly add: (span: FinishedSpan) => void;
  /** Spans that were not taken, or not sent. */
  readonly nDropped: () => number;
  /** Sends what waits. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Answers after which the same spans are sent again. */
const TRY_AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** Sends spans to a collector in batches, one batch after the other. What a collector does not take is dropped and said once. */
export function createSpanSender(
  { url, headers, timeoutMs, resource, delayMs, maxBatch, maxQueue }: TracingOptions,
  { log, version }: { readonly log: Log; readonly version: string },
): SpanSender {
  let waiting: FinishedSpan[] = [];
  let [nDropped, hasTold, isClosed] = [0, false, false];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;

  const post = async (body: string): Promise<Response> =>
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });

  /** Undefined when it was taken, else why not. */
  const send = async (spans: readonly FinishedSpan[]): Promise<string | undefined> => {
    const body = JSON.stringify(toOtlp(spans, { resource, version }));
    for (let tries = 1; ; tries++) {
      const { status, waitMs, reason } = await attempt(() => post(body));
      if (reason === undefined) return undefined;
      const isLast = tries === MOST_TRIES || isClosed;
      if (isLast || (status !== undefined && !TRY_AGAIN.has(status))) return reason;
      await pause(Math.min(waitMs ?? FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS));
    }
  };

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxBatch);
      const reason = await send(batch);
      if (reason === undefined) {
        hasTold = false;
        continue;
      }
      nDropped += batch.length;
      if (!hasTold) log.warn('spans were not taken', { url, reason, nDropped });
      hasTold = true;
    }
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    await sending;
  };
  const later = (): void => {
    timer ??= setTimeout(() => void flush(), delayMs).unref();
  };
  return {
    add(span) {
      if (isClosed || waiting.length >= maxQueue) {
        nDropped++;
        return;
      }
      waiting.push(span);
      if (waiting.length >= maxBatch && sending === undefined) void flush();
      else later();
    },
    nDropped: () => nDropped,
    flush,
    async close() {
      isClosed = true;
      await flush();
      if (waiting.length > 0) await flush();
      waiting = [];
    },
  };
}

interface Attempt {
  readonly status?: number;
  readonly waitMs?: number | undefined;
  /** Undefined when it was taken. */
  readonly reason?: string;
}

async function attempt(post: () => Promise<Response>): Promise<Attempt> {
  try {
    const response = await post();
    await response.arrayBuffer();
    if (response.ok) return {};
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      status: response.status,
      waitMs: seconds > 0 ? 1000 * seconds : undefined,
      reason: `status ${response.status}`,
    };
  } catch (thrown) {
    return { reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
