import type { Clock, Log } from '../kit/index.ts';
import { createSpanSender } from './span-sender.ts';
import { createTracer, type Tracer } from './tracer.ts';
import { readTracingOptions } from './tracing-options.ts';

/** Tracing of a process. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what waits. */
  readonly flush: () => Promise<void>;
  /** Sends what waits; spans that end later are lost. */
  readonly close: () => Promise<void>;
}

/**
 * Tracing as the standard variables ask for it; undefined where they do not, so that nothing is done for it.
 *
 * @throws ARGUMENT_INVALID
 */
export function openTracing(
  env: Readonly<Record<string, string | undefined>>,
  { clock, log, version }: { readonly clock: Clock; readonly log: Log; readonly version: string },
): Tracing | undefined {
  const options = readTracingOptions(env, version);
  if (options === undefined) return undefined;
  const sender = createSpanSender(options, { log, version });
  const tracer = createTracer({
    sampler: options.sampler,
    add: sender.add,
    now: clock.now,
    elapsedMs: () => performance.now(),
  });
  return { tracer, flush: sender.flush, close: sender.close };
}
