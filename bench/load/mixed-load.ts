import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectGrpc } from '../../packages/platform/src/testing/grpc-client.ts';
import { createChance } from '../../test/planted/fault.ts';
import { get, post, type Seed, type Spoiled } from '../doors/request.ts';
import { ENDPOINT_SEEDS } from '../doors/seeds/endpoint-seeds.ts';
import { protocolSeeds, ROW } from '../doors/seeds/protocol-seeds.ts';
import { createSeen } from '../doors/seen.ts';
import { send } from '../doors/send.ts';
import { spoil } from '../doors/spoil.ts';

/** What was sent. */
export interface MixedReport {
  readonly nRequests: number;
  readonly nSwaps: number;
  readonly nRollouts: number;
  /** Statuses of 500 and above, but 503 and 504. */
  readonly nFailed: number;
}

export interface MixedOptions {
  readonly url: string;
  readonly forMs: number;
  readonly seed: number;
  readonly connections: number;
  /** Bytes of a Parquet file with rows of the model. */
  readonly parquet: Buffer;
}

/** Share of requests that are spoiled. */
const SHARE_BAD = 0.15;
/** Between two swaps of the champion, and between two changes of a rollout. */
const SWAP_EVERY_MS = 4000;
const ROLLOUT_EVERY_MS = 7000;

/**
 * What a busy server gets all at once: rows in every form, tensors, gRPC, labels, rewards, bad requests, swaps of the champion and
 * rollouts that are begun and rolled back.
 */
export async function mixedLoad(options: MixedOptions): Promise<MixedReport> {
  const { url, forMs, seed, connections, parquet } = options;
  const until = performance.now() + forMs;
  const agent = new Agent({ keepAlive: true, maxSockets: connections + 2 });
  const seen = createSeen();
  const seeds = asked(parquet);
  let [nRequests, nSwaps, nRollouts, nFailed] = [0, 0, 0, 0];
  const ask = async (sent: Spoiled) => {
    const got = await send(url, sent, agent);
    seen.note(sent, got);
    nRequests++;
    if (got.status >= 500 && got.status !== 503 && got.status !== 504) nFailed++;
    return got;
  };
  const rows = async (worker: number) => {
    const chance = createChance(seed * 1000 + worker);
    while (performance.now() < until) {
      const chosen = chance.pick(seeds);
      const isBad = chance.next() < SHARE_BAD;
      await ask(seen.fill(isBad ? spoil(chosen, chance) : plain(chosen), chance));
    }
  };
  const calls = async () => {
    const client = connectGrpc(url.slice('http://'.length));
    while (performance.now() < until) {
      await client.call('ModelInfer', tensors('churn'));
      await client.call('ModelInfer', tensors('nobody'));
      await client.call('ModelStatistics', { name: 'churn' });
      nRequests += 3;
    }
    client.close();
  };
  const swaps = async () => {
    for (let version = 2; performance.now() < until; version = 3 - version) {
      await sleep(Math.min(SWAP_EVERY_MS, Math.max(0, until - performance.now())));
      await ask(json('PUT', '/api/v1/models/churn/aliases/champion', { version }));
      nSwaps++;
    }
  };
  const rollouts = async () => {
    while (performance.now() < until) {
      for (const to of [1, 2]) {
        const began = await ask(
          json('POST', '/api/v1/rollouts', { endpoint: 'churn', to, steps: '50%', by: 'plan' }),
        );
        if (began.status < 300) nRollouts++;
      }
      await sleep(Math.min(ROLLOUT_EVERY_MS, Math.max(0, until - performance.now())));
      const chance = createChance(seed);
      await ask(seen.fill(json('POST', '/api/v1/rollouts/@rollout/rollback', {}), chance));
    }
  };
  const workers = Array.from({ length: connections }, (_, i) => rows(i));
  await Promise.all([...workers, calls(), swaps(), rollouts()]);
  agent.destroy();
  return { nRequests, nSwaps, nRollouts, nFailed };
}

function asked(parquet: Buffer): readonly Seed[] {
  const path = '/api/v1/models/churn/predict';
  const many = Array.from({ length: 200 }, (_, i) => ({ ...ROW, months: i % 70 }));
  const headers = { 'content-type': 'application/vnd.apache.parquet' };
  const outcomes = ENDPOINT_SEEDS.filter(({ door }) => door === 'labels' || door === 'rewards');
  return [
    ...protocolSeeds('churn').filter(({ door }) => !/load/.test(door)),
    ...Array.from({ length: 10 }, () => post('own predict', path, { rows: [ROW] })),
    post('own predict', path, { rows: many }),
    { door: 'own parquet', method: 'POST', path, headers, body: parquet },
    ...outcomes,
    get('page', '/api/v1/endpoints/churn/traffic?window=minutes'),
    get('metrics', '/metrics'),
  ];
}

function json(method: string, path: string, body: object): Spoiled {
  const door = path.includes('rollouts') ? 'rollouts' : 'alias';
  return { ...plain(post(door, path, body)), method };
}

function plain({ body, ...seed }: Seed): Spoiled {
  if (body === undefined || Buffer.isBuffer(body)) return { ...seed, body };
  return { ...seed, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
}

function tensors(model: string): object {
  return {
    model_name: model,
    inputs: [
      { name: 'months', datatype: 'FP64', shape: [1], contents: { fp64_contents: [3] } },
      {
        name: 'plan',
        datatype: 'BYTES',
        shape: [1],
        contents: { bytes_contents: [Buffer.from('basic')] },
      },
      { name: 'calls', datatype: 'FP64', shape: [1], contents: { fp64_contents: [2] } },
    ],
  };
}
