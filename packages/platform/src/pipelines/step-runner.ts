import { createHash } from 'node:crypto';
import { type ArtifactHash, type RunId, type TensorEntry, toAppError } from '@kaizenml/contracts';
import { packState, unpackState } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { Clock } from '../kit/clock.ts';
import type { Progress } from '../progress.ts';
import type { StepStatus } from '../runs/store.ts';
import type { Store } from '../storage/store.ts';
import { version as packageVersion } from '../version.ts';
import { codeHash } from './code-hash.ts';
import type { Handle, Handles, Step, StepParts } from './step.ts';

/** What the steps of one run share. */
export interface RunnerContext {
  readonly store: Pick<Store, 'runs' | 'stepCache'>;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly runId: RunId;
  readonly deadlineAt: number | undefined;
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
export function createStepRunner(context: RunnerContext): StepRunner {
  const timings: StepTiming[] = [];
  return {
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
        const key = stepKey(step, inputs, params);
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
        await log('failed', ms);
        throw thrown;
      }
    },
  };
}

function stepKey<I, P, O>(step: Step<I, P, O>, inputs: Handles<I>, params: P): string {
  const hashes = Object.entries<Handle<unknown>>(inputs)
    .map(([name, { hash }]) => [name, hash])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return sha256(
    JSON.stringify({
      step: step.name,
      code: codeHash(step.url),
      params: canonical(params),
      inputs: hashes,
      environment: { kaizenml: packageVersion, node: process.versions.node.split('.')[0] },
    }),
  );
}

async function recall<I, P, O>(
  { store, artifacts }: RunnerContext,
  step: Step<I, P, O>,
  key: string,
): Promise<Handle<O> | undefined> {
  const cached = await store.stepCache.find(key);
  if (!cached || !(await artifacts.verify(cached.output))) return undefined;
  const handle = outputHandle<O>(artifacts, cached.output);
  if (!step.references) return handle;
  for (const reference of step.references(await handle.load())) {
    if (!(await artifacts.verify(reference))) return undefined;
  }
  return handle;
}

async function perform<I, P, O>(
  context: RunnerContext,
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
  const output = await step.run(loaded, params, { ...context, parts: partsOf(context, step, key) });
  const stored = await putValue(artifacts, output);
  await store.stepCache.put({
    key,
    step: step.name,
    output: stored,
    finishedAt: new Date(clock.now()).toISOString(),
    durationMs: clock.now() - startedAt,
  });
  return { hash: stored, load: async () => output };
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

function outputHandle<O>(artifacts: ArtifactStore, hash: ArtifactHash): Handle<O> {
  let value: Promise<O> | undefined;
  return {
    hash,
    load() {
      value ??= getValue(artifacts, hash) as Promise<O>;
      return value;
    },
  };
}

async function putValue(artifacts: ArtifactStore, value: unknown): Promise<ArtifactHash> {
  const { json, tensors, bytes } = packState(value);
  const { hash } = await artifacts.putFolder({
    'value.json': JSON.stringify({ json, tensors }),
    'arrays.bin': bytes,
  });
  return hash;
}

async function getValue(artifacts: ArtifactStore, hash: ArtifactHash): Promise<unknown> {
  const text = new TextDecoder().decode(await artifacts.read(hash, 'value.json'));
  const { json, tensors } = JSON.parse(text) as { json: unknown; tensors: TensorEntry[] };
  return unpackState(json, tensors, await artifacts.read(hash, 'arrays.bin'));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, held]) => [name, canonical(held)]),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A handle for a value that is there already. */
export function readyHandle<T>(hash: string, load: () => Promise<T>): Handle<T> {
  let value: Promise<T> | undefined;
  return {
    hash,
    load() {
      value ??= load();
      return value;
    },
  };
}

/** The sentence that a failed run is stored with. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof Error && thrown.name === 'AbortError') return 'It was stopped by Ctrl-C.';
  const error = toAppError(thrown);
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
}
