import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@kaizenml/contracts';
import { createClient } from '@kaizenml/contracts/client';
import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { findRate } from './load-test/find-rate.ts';
import { createHttpSender, type HttpSender } from './load-test/http-sender.ts';
import { runOpenLoop, type SenderTime } from './load-test/open-loop.ts';
import { rowsOf } from './load-test/rows-of.ts';
import { bestOf, sayWhatHolds } from './load-test/say-what-holds.ts';
import { type Step, toStep } from './load-test/step.ts';

type LoadTest = Operations['endpoints']['load-test'];
type Input = InputOf<LoadTest>;

/** Different bodies that are sent in turn. */
const N_BODIES = 64;
/** Requests before the first step, so that the server has compiled what it runs. */
const N_WARM = 50;

const systemTime: SenderTime = { now: () => performance.now(), sleep: (ms) => sleep(ms) };

/**
 * Says what an endpoint of a running server holds.
 *
 * The rows are drawn from the signature that the server tells. They are logged like any others.
 */
export const loadTestEndpoint = (): MachineHandler<LoadTest> => async (input, machine) => {
  const { name, url, seconds, p99Ms: budgetP99Ms, connections, rate } = input;
  const key = input.keyFile === undefined ? undefined : await readKey(input.keyFile);
  const bodies = await makeBodies(input, key);
  const target = new URL(`/api/v1/models/${encodeURIComponent(name)}/predict`, url);
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const sender = createHttpSender({ url: target, headers, connections }, bodies);
  const measure = async (ratePerSec: number): Promise<Step> => {
    machine?.stage?.(`Sending ${ratePerSec} requests per second`);
    const maxUnanswered = Math.max(connections * 4, Math.ceil(ratePerSec));
    const loop = { ratePerSec, seconds, maxUnanswered, send: sender.send, signal: machine?.signal };
    return toStep(await runOpenLoop(loop, systemTime), { ratePerSec, budgetP99Ms });
  };
  try {
    await warmUp(sender);
    const steps = rate === undefined ? await findRate(measure) : [await measure(rate)];
    const holds = bestOf(steps);
    return {
      endpoint: name,
      url,
      budgetP99Ms,
      holds,
      steps: [...steps],
      sentence: sayWhatHolds({ name, budgetP99Ms, steps }),
    };
  } finally {
    sender.close();
  }
};

async function warmUp({ send }: HttpSender): Promise<void> {
  for (let i = 0; i < N_WARM; i++) await send();
}

async function makeBodies({ name, url, rows, seed }: Input, token?: string): Promise<string[]> {
  const client = createClient({ url, fetch, ...(token === undefined ? {} : { token }) });
  const { signature } = await client.models.show({ name }).catch((thrown: unknown) => {
    throw thrown instanceof AppError ? thrown : unreachable(url, thrown);
  });
  return Array.from({ length: N_BODIES }, (_, i) =>
    JSON.stringify({ rows: rowsOf(signature, { nRows: rows, seed: seed * N_BODIES + i }) }),
  );
}

async function readKey(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new AppError('FILE_NOT_FOUND', {
      message: `The key file "${path}" must be readable, got ${cause.code ?? 'an error'}.`,
      hint: 'Write a key to it that `kaizen keys create` made with the scopes predict and read.',
      details: { path, reason: cause.code ?? null },
      cause,
    });
  });
  return text.trim();
}

function unreachable(url: string, cause: unknown): AppError {
  return new AppError('ENDPOINT_UNREACHABLE', {
    message: `A server must answer at ${url}, got none.`,
    hint: 'Start it with `kaizen serve`, or name another one with `--url`.',
    details: { url },
    cause,
  });
}
