import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@kaizenml/contracts/client';
import { seededRandom } from '@kaizenml/ml/math';
import { leavesByRule, sampleRow } from '../../packages/platform/src/testing/sample-model.ts';

/** How requests are sent. */
export interface TrafficOptions {
  /** Asked ten times a second whether it is enough. Default: never. */
  readonly until?: () => Promise<boolean>;
  readonly limitMs?: number;
  readonly nRequests?: number;
  /** People that the requests come from. Default 5 000. */
  readonly nUsers?: number;
  /** Whether requests say whose they are. Default true. */
  readonly hasEntity?: boolean;
  /** Rows per request. Default 1; labels are of the first. */
  readonly nRows?: number;
  /** Requests per second that are not exceeded. Default: no limit. */
  readonly ratePerSec?: number;
  /** How long after an answer its label is posted. Default: never. */
  readonly labelsAfterMs?: number | undefined;
}

/** What became of the requests. */
export interface Traffic {
  readonly nRequests: number;
  readonly nUnanswered: number;
  readonly nUsers: number;
  readonly nOfVersion: ReadonlyMap<number, number>;
  readonly usersOfVersion: ReadonlyMap<number, ReadonlySet<number>>;
  /** Users that had answers of both versions. */
  readonly nMoved: number;
}

const N_CONNECTIONS = 8;
/** One label in ten is wrong, as labels are. */
const NOISE = 0.1;

/** Asks for one row after the other on a few connections, and posts what was true of them. */
export async function sendTraffic(
  client: Client,
  {
    until = async () => false,
    limitMs = 120_000,
    nRequests: mostRequests = Number.POSITIVE_INFINITY,
    nUsers = 5000,
    hasEntity = true,
    nRows = 1,
    ratePerSec = Number.POSITIVE_INFINITY,
    labelsAfterMs,
  }: TrafficOptions,
): Promise<Traffic> {
  const random = seededRandom(20260101);
  const nOfVersion = new Map<number, number>();
  const usersOfVersion = new Map<number, Set<number>>();
  const due: { readonly atMs: number; readonly requestId: string; readonly label: string }[] = [];
  let [nRequests, nUnanswered, isDone] = [0, 0, false];
  const startedAt = performance.now();
  const watch = async () => {
    while (!isDone) {
      await sleep(100);
      const nowMs = performance.now();
      const nDue = due.findIndex(({ atMs }) => atMs > nowMs);
      const labels = due.splice(0, nDue < 0 ? due.length : nDue);
      if (labels.length > 0)
        await client.predictions.label({
          name: 'churn',
          labels: labels.map(({ requestId, label }) => ({ requestId, label })),
        });
      isDone ||= nowMs - startedAt > limitMs || (await until());
    }
  };
  const ask = async () => {
    while (!isDone && nRequests < mostRequests) {
      const n = nRequests++;
      const earlyMs = startedAt + (1000 * n) / ratePerSec - performance.now();
      if (earlyMs > 1) await sleep(earlyMs);
      const row = sampleRow(() => random.next());
      const user = random.below(nUsers);
      const isRight = random.next() >= NOISE;
      try {
        const { version, requestId } = await client.models.predict({
          ...{ name: 'churn', rows: Array.from({ length: nRows }, () => row) },
          ...(hasEntity ? { entity: `user-${user}` } : {}),
        });
        nOfVersion.set(version, (nOfVersion.get(version) ?? 0) + 1);
        const users = usersOfVersion.get(version) ?? new Set();
        usersOfVersion.set(version, users.add(user));
        if (labelsAfterMs === undefined) continue;
        const label = leavesByRule(row) === isRight ? 'yes' : 'no';
        due.push({ atMs: performance.now() + labelsAfterMs, requestId, label });
      } catch {
        nUnanswered++;
      }
    }
  };
  const watching = watch();
  await Promise.all(Array.from({ length: N_CONNECTIONS }, ask));
  isDone = true;
  await watching;
  const everybody = [...usersOfVersion.values()];
  const [first = new Set<number>(), ...others] = everybody;
  const nMoved = [...first].filter((user) => others.some((each) => each.has(user))).length;
  const asked = new Set(everybody.flatMap((users) => [...users]));
  return { nRequests, nUnanswered, nUsers: asked.size, nOfVersion, usersOfVersion, nMoved };
}
