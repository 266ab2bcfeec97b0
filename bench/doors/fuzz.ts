import { Agent } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createChance } from '../../test/planted/fault.ts';
import { createGrpcDoor } from './grpc-calls.ts';
import { findFault, sentenceFault } from './judge.ts';
import { conversationFault, converse } from './raw-connections.ts';
import { type Got, type Seed, type Spoiled, sayRequest } from './request.ts';
import { createSeen } from './seen.ts';
import { send } from './send.ts';
import { shrink } from './shrink.ts';
import { spoil } from './spoil.ts';

/** What was found. */
export interface Found {
  /** Answers by door and status. */
  readonly counts: ReadonlyMap<string, number>;
  /** Every answer that may not be, once per kind: a sentence with the smallest request that causes it. */
  readonly faults: readonly string[];
  /** Refusals with their sentences, some of each door. */
  readonly refusals: readonly string[];
  readonly nRequests: number;
}

export interface FuzzOptions {
  readonly url: string;
  readonly seeds: readonly Seed[];
  readonly seconds: number;
  readonly seed: number;
  /** Stops at so many requests, if it comes first. */
  readonly maxRequests?: number;
  /** Goes with every request that does not say otherwise, such as an authorization. */
  readonly headers?: Readonly<Record<string, string>>;
}

const WORKERS = 4;
/** Kinds of faults that are kept, and made smaller. */
const MOST_FAULTS = 20;
/** Refusals that are kept of each door. */
const MOST_REFUSALS = 50;

/**
 * Sends spoiled requests to every door of a running server for so long. The request number `i` of a seed is always the same one, but for
 * ids that the server gave.
 */
export async function fuzzDoors({
  url,
  seeds,
  seconds,
  seed,
  maxRequests = Number.POSITIVE_INFINITY,
  headers = {},
}: FuzzOptions): Promise<Found> {
  const counts = new Map<string, number>();
  const found = new Map<string, { readonly sent: Spoiled | undefined; readonly text: string }>();
  const refusals = new Map<string, string[]>();
  const seen = createSeen();
  const until = performance.now() + seconds * 1000;
  let nRequests = 0;
  let nextCase = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 2 * WORKERS });
  const isOver = () => performance.now() > until || nRequests >= maxRequests;
  const fault = (kind: string, text: string, sent?: Spoiled) => {
    if (found.size < MOST_FAULTS && !found.has(kind)) found.set(kind, { sent, text });
  };
  const count = (door: string, status: string | number) => {
    nRequests++;
    const key = `${door} ${status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const workHttp = async () => {
    while (!isOver()) {
      const which = nextCase++;
      const chance = createChance(seed * 1_000_003 + which);
      const chosen = chance.pick(seeds);
      const spoiled = spoil({ ...chosen, headers: { ...headers, ...chosen.headers } }, chance);
      const sent = seen.fill(spoiled, chance);
      const got = await send(url, sent, agent);
      count(sent.door, got.status === 0 ? 'broken' : got.status);
      seen.note(sent, got);
      const wrong = findFault(sent, got);
      if (wrong !== undefined)
        fault(`${sent.door} ${wrong}`, `case ${which}: ${wrong}, at first ${shown(got)}`, sent);
      else if (got.status >= 400) keep(refusals, sent, got);
    }
  };
  let nextCall = 0;
  const workGrpc = async () => {
    const door = createGrpcDoor(url, headers);
    while (!isOver()) {
      const called = await door.call(createChance(seed * 1_000_003 + 500_000 + nextCall++));
      const { method, status, code, message, said } = called;
      count(
        `gRPC ${method}`,
        code === undefined && status !== '0' ? `${status} (library)` : status,
      );
      const wrong =
        code === 'INTERNAL'
          ? 'INTERNAL'
          : code === undefined
            ? undefined
            : sentenceFault(message, code);
      if (wrong !== undefined) fault(`gRPC ${method} ${wrong}`, `${wrong}: ${said} → ${message}`);
    }
    door.close();
  };
  const workRaw = async () => {
    for (let i = 0; !isOver(); i++) {
      const talk = await converse(url, createChance(seed * 1_000_003 + 700_000 + i));
      const first = /^HTTP\/1\.1 (\d+)/.exec(talk.received)?.[1];
      count('bytes', talk.received === '' ? 'closed' : (first ?? 'HTTP/2'));
      const wrong = conversationFault(talk);
      if (wrong !== undefined)
        fault(`bytes ${wrong}`, `${wrong}: ${talk.sent} → ${talk.received.slice(0, 400)}`);
      await nextTurn();
    }
  };
  const many = (work: () => Promise<void>) => Array.from({ length: WORKERS }, work);
  await Promise.all([...many(workHttp), ...many(workGrpc), workRaw()]);
  const faults: string[] = [];
  for (const { sent, text } of found.values()) {
    if (sent === undefined) {
      faults.push(text);
      continue;
    }
    const wrong = findFault(sent, await send(url, sent, agent));
    const smallest =
      wrong === undefined
        ? sent
        : await shrink(
            sent,
            async (each) => findFault(each, await send(url, each, agent)) === wrong,
          );
    faults.push(`${text}: ${sayRequest(smallest)} → ${shown(await send(url, smallest, agent))}`);
  }
  agent.destroy();
  return { counts, faults, refusals: [...refusals.values()].flat(), nRequests };
}

function shown({ status, body }: Got): string {
  return `${status} ${body.toString('utf8').slice(0, 600)}`;
}

function keep(refusals: Map<string, string[]>, sent: Spoiled, { status, body }: Got): void {
  const list = refusals.get(sent.door) ?? [];
  refusals.set(sent.door, list);
  if (list.length < MOST_REFUSALS)
    list.push(
      `${sent.door} ${status} ${sayRequest(sent).slice(0, 300)}\n    → ${body.toString('utf8').slice(0, 900)}`,
    );
}
