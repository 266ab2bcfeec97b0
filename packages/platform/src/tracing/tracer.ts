import { AsyncLocalStorage } from 'node:async_hooks';
import { randomFillSync } from 'node:crypto';
import type { FinishedSpan, SpanKind, SpanValue } from './finished-span.ts';
import type { Sampler } from './sampler.ts';
import { type TraceContext, toTraceHeaders } from './trace-context.ts';

/** A span under way. */
export interface Span {
  readonly context: TraceContext;
  /** Says more of it. */
  readonly set: (attributes: Readonly<Record<string, SpanValue | undefined>>) => void;
  readonly rename: (name: string) => void;
  /** Says that it went wrong. */
  readonly fail: (error: string) => void;
  /** Ends it; only the first time counts. */
  readonly end: () => void;
}

export interface SpanOptions {
  /** Default `internal`. */
  readonly kind?: SpanKind;
  /** Default: the span within which it is started; undefined where there is none. */
  readonly parent?: TraceContext | undefined;
  readonly attributes?: Readonly<Record<string, SpanValue | undefined>>;
}

/** Makes spans of what happens. Where nobody traces there is no tracer. */
export interface Tracer {
  readonly start: (name: string, options?: SpanOptions) => Span;
  /** Does work within a span: what it starts is part of it, and headers that it sends name it. */
  readonly within: <T>(span: Span, work: () => T) => T;
  /** Spans work: within a span that ends with it, failed where it fails. */
  readonly trace: <T>(name: string, work: (span: Span) => T, options?: SpanOptions) => T;
  /** Where the code that runs now stands; undefined outside of every span. */
  readonly current: () => TraceContext | undefined;
  /** Headers that pass the trace on to another server; none outside of every span. */
  readonly headers: () => Record<string, string>;
}

/** What a tracer stands on. */
export interface TracerDeps {
  readonly sampler: Sampler;
  readonly add: (span: FinishedSpan) => void;
  /** Milliseconds since 1970 UTC, and monotonic ones from any start: the first says when, the second how long. */
  readonly now: () => number;
  readonly elapsedMs: () => number;
  readonly fillRandom?: (bytes: Uint8Array) => void;
}

/** Makes a tracer. @cost A few microseconds per span; of those that are not sampled only their ids are made. */
export function createTracer({
  sampler,
  add,
  now,
  elapsedMs,
  fillRandom = (bytes) => void randomFillSync(bytes),
}: TracerDeps): Tracer {
  const storage = new AsyncLocalStorage<Span>();
  const epochNs = BigInt(Math.round((now() - elapsedMs()) * 1e6));
  const nanoseconds = (): bigint => epochNs + BigInt(Math.round(elapsedMs() * 1e6));
  const id = (nBytes: number): string => {
    const bytes = Buffer.allocUnsafe(nBytes);
    do fillRandom(bytes);
    while (bytes.every((byte) => byte === 0));
    return bytes.toString('hex');
  };

  const start: Tracer['start'] = (name, options = {}) => {
    const { kind = 'internal', attributes = {} } = options;
    const parent = 'parent' in options ? options.parent : storage.getStore()?.context;
    const traceId = parent?.traceId ?? id(16);
    const isSampled = sampler(traceId, parent);
    const context: TraceContext = { traceId, spanId: id(8), isSampled, state: parent?.state };
    if (!isSampled) return { context, ...UNSEEN };
    const startNs = nanoseconds();
    const said: Record<string, SpanValue> = {};
    let [called, error, isOver]: [string, string | undefined, boolean] = [name, undefined, false];
    const set: Span['set'] = (more) => {
      for (const [key, value] of Object.entries(more)) if (value !== undefined) said[key] = value;
    };
    set(attributes);
    return {
      context,
      set,
      rename: (other) => {
        called = other;
      },
      fail: (reason) => {
        error = reason;
      },
      end() {
        if (isOver) return;
        isOver = true;
        const ids = { traceId, spanId: context.spanId, parentSpanId: parent?.spanId };
        const times = { startNs, endNs: nanoseconds() };
        add({
          ...ids,
          ...times,
          state: parent?.state,
          name: called,
          kind,
          attributes: said,
          error,
        });
      },
    };
  };

  const within: Tracer['within'] = (span, work) => storage.run(span, work);
  return {
    start,
    within,
    trace: (name, work, options) => {
      const span = start(name, options);
      return within(span, () => spanned(span, work));
    },
    current: () => storage.getStore()?.context,
    headers: () => {
      const context = storage.getStore()?.context;
      return context === undefined ? {} : toTraceHeaders(context);
    },
  };
}

const UNSEEN = {
  set: () => undefined,
  rename: () => undefined,
  fail: () => undefined,
  end: () => undefined,
} as const;

function spanned<T>(span: Span, work: (span: Span) => T): T {
  const failed = (thrown: unknown): never => {
    // The sentence of a failure may quote a value: its code is told, the rest is in the log.
    span.set({ 'error.type': typeOf(thrown) });
    span.fail(typeOf(thrown));
    span.end();
    throw thrown;
  };
  let made: T;
  try {
    made = work(span);
  } catch (thrown) {
    return failed(thrown);
  }
  if (made instanceof Promise)
    return made.then((value: unknown) => {
      span.end();
      return value;
    }, failed) as T;
  span.end();
  return made;
}

/** The code of an error of ours, else its name. */
function typeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
}
