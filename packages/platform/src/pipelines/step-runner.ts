import { type RunId, toAppError } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { type Clock, sha256 } from '../kit/index.ts';
import type { Progress } from '../progress.ts';
import type { StepStatus } from '../runs/store.ts';
import type { Store } from '../storage/store.ts';
import type { Tracer } from '../tracing/index.ts';
import { type Code, openCode } from './code-hash.ts';
import type { Handle, Handles, Step, StepParts } from './step.ts';
import { stepKey } from './step-key.ts';
import { getValue, putValue, readyHandle } from './step-values.ts';

/** What the steps of one run share. */
export interface RunnerContext {
  readonly store: Pick<Store, 'runs' | 'stepCache'>;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly runId: RunId;
  readonly deadlineAt: number | undefined;
  /** Makes a span of every step. Default: nobody traces. */
  readonly tracer?: Tracer | undefined;
}

/** What became of a step. */
export interface StepTiming {
  readonly step: string;
  readonly ms: number;
  readonly status: 'finished' | 'reused' | 'failed';
}

/** Runs steps one after the other, each from the cache when everything it depends on is the same. */
export interface StepRunner {
  run<Inputs, Params, Output>(
    step: Step<Inputs, Params, Output>,
    inputs: Handles<Inputs>,
    params: Params,
  ): Promise<Handle<Output>>;
  readonly timings: readonly StepTiming[];
}

/**
 * A runner for the steps of one run.
 *
 * A hit counts only if the stored output, and every artifact it names, still has its hash.
 */
export function createStepRunner(given: RunnerContext): StepRunner {
  const context = { ...given, code: openCode() };
  const timings: StepTiming[] = [];
  const { tracer } = context;
  const runner: StepRunner = {
    timings,
    async run(step, inputs, params) {
      context.signal.throwIfAborted();
      context.progress.stage(step.title);
      const startedAt = context.clock.now();
      const log = (status: StepStatus, ms: number | null) =>
        context.store.runs.logStep(context.runId, {
          name: step.name,
          status,
          startedAt: new Date(startedAt).toISOString(),
          durationMs: ms,
        });
      await log('running', null);
      try {
        const key = stepKey(step, inputs, params, context.code);
        const found = await recall(context, step, key);
        const handle = found ?? (await perform(context, step, key, inputs, params, startedAt));
        const ms = context.clock.now() - startedAt;
        const status = found ? 'reused' : 'finished';
        await log(status, ms);
        timings.push({ step: step.name, ms, status });
        return handle;
      } catch (thrown) {
        const ms = context.clock.now() - startedAt;
        timings.push({ step: step.name, ms, status: 'failed' });
        await tellSecond(context.progress, () => log('failed', ms));
        throw thrown;
      }
    },
  };
  if (tracer === undefined) return runner;
  return {
    timings,
    run: (step, ...asked) =>
      tracer.trace(`step ${step.name}`, async (span) => {
        const handle = await runner.run(step, ...asked);
        span.set({ 'kaizenml.status': timings.at(-1)?.status });
        return handle;
      }),
  };
}

async function recall<I, P, O>(
  { store, artifacts }: RunnerContext,
  step: Step<I, P, O>,
  key: string,
): Promise<Handle<O> | undefined> {
  const cached = await store.stepCache.find(key);
  if (!cached || !(await artifacts.verify(cached.output))) return undefined;
  const handle = readyHandle(cached.output, () => getValue(artifacts, cached.output) as Promise<O>);
  if (!step.references) return handle;
  for (const reference of step.references(await handle.load())) {
    if (!(await artifacts.verify(reference))) return undefined;
  }
  return handle;
}

async function perform<I, P, O>(
  context: RunnerContext & { readonly code: Code },
  step: Step<I, P, O>,
  key: string,
  inputs: Handles<I>,
  params: P,
  startedAt: number,
): Promise<Handle<O>> {
  const { artifacts, store, clock } = context;
  const names = Object.keys(inputs) as (keyof I)[];
  const values = await Promise.all(names.map((name) => inputs[name].load()));
  const loaded = Object.fromEntries(names.map((name, i) => [name, values[i]])) as I;
  const partsKey = step.partParams
    ? stepKey(
        { ...step, name: `${step.name}:parts` },
        inputs,
        step.partParams(params),
        context.code,
      )
    : key;
  const parts = partsOf(context, step, partsKey);
  const output = await step.run(loaded, params, { ...context, parts });
  const stored = await putValue(artifacts, output);
  const handle = { hash: stored, load: async () => output };
  if (step.isComplete?.(output) === false) return handle;
  await store.stepCache.put({
    key,
    step: step.name,
    output: stored,
    finishedAt: new Date(clock.now()).toISOString(),
    durationMs: clock.now() - startedAt,
  });
  return handle;
}

function partsOf<I, P, O>(context: RunnerContext, step: Step<I, P, O>, key: string): StepParts {
  const partKey = (part: string) => sha256(`${key}\n${part}`);
  return {
    async find(part) {
      const cached = await context.store.stepCache.find(partKey(part));
      if (!cached || !(await context.artifacts.verify(cached.output))) return undefined;
      return getValue(context.artifacts, cached.output);
    },
    async put(part, value) {
      await context.store.stepCache.put({
        key: partKey(part),
        step: `${step.name}:${part}`.slice(0, 200),
        output: await putValue(context.artifacts, value),
        finishedAt: new Date(context.clock.now()).toISOString(),
        durationMs: 0,
      });
    },
  };
}

/** Runs the clean-up after a failure; when it fails as well that is told, and the first failure stays the reason. */
export async function tellSecond(progress: Progress, cleanUp: () => Promise<void>): Promise<void> {
  try {
    await cleanUp();
  } catch (second) {
    progress.note(`The failure could not be recorded: ${toAppError(second).message}`);
  }
}

/** Whether a person ended the work. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

/** The sentence that a run which did not finish is stored with. */
export function reasonOf(thrown: unknown): string {
  if (isAbort(thrown)) return 'It was stopped; what was finished is kept.';
  const error = toAppError(thrown);
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
}
