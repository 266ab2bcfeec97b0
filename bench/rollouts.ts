/**
 * Does a rollout notice what is wrong with a new version, and how many requests and users meet it until then?
 *
 *   npx node --conditions=source bench/rollouts.ts [drill ...]
 *
 * Each drill is a `kaizen serve` of its own, asked over HTTP; labels are posted. The versions are forests that really differ: one refuses
 * rows, one has more trees, two have learned something else. An hour is told in as many seconds as `--hour` says: labels that come an hour
 * late come so much later. Requests come at `--rate` per second. The equal version alone is tried in this process, by `rollout-drill.ts` on a clock of its own, 100 times.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { asId, type ModelName } from '@kaizenml/contracts';
import { toServingSchema } from '@kaizenml/ml/validation';
import { openApp } from '../packages/platform/src/app.ts';
import { readSchema } from '../packages/platform/src/schemas/index.ts';
import { countEqualRollbacks } from '../packages/platform/src/testing/equal-versions.ts';
import {
  leavesByRule,
  registerSampleModel,
} from '../packages/platform/src/testing/sample-model.ts';
import { type Server, startServer } from './rollouts/server.ts';
import { sendTraffic, type Traffic } from './rollouts/traffic.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hour: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '500' },
    trials: { type: 'string', default: '100' },
  },
});
const RATE = Number(values.rate);
const HOUR_MS = Number(values.hour) * 1000;
/** A drill that has not ended by then is given up. */
const LIMIT_MS = Number(values.seconds) * 1000;

type Version = Parameters<typeof registerSampleModel>[1];
type Asked = Parameters<Server['client']['rollouts']['start']>[0];

/** What a version takes; of contracts of 68 months or more there is one in eighteen. */
const doorUpTo = (months: number): NonNullable<Version> => ({
  door: {
    schema: toServingSchema(
      readSchema(
        `kaizenSchema: 1\ncolumns: { months: { type: integer, range: { min: 0, max: ${months} } } }`,
        'the bench',
      ).schema,
      ['months'],
    ),
    serving: { anomalies: 'refuse' },
  },
});

/** A tenth of the requests, as long as it takes. */
const TENTH: Omit<Asked, 'endpoint'> = { steps: '10%', stepSeconds: 3600, stepRequests: 0 };

const DRILLS: Readonly<Record<string, () => Promise<void>>> = {
  errors: async () =>
    catches('a  fails in 5.6 % of the requests', {
      champion: doorUpTo(71),
      candidate: doorUpTo(67),
    }),
  latency: async () =>
    catches('b  takes longer: 300 trees instead of 20, 200 rows per request', {
      candidate: { nTrees: 300 },
      nRows: 200,
    }),
  labels: async () =>
    catches(`c  quietly wrong in a ninth, labels an hour late (1 h = ${values.hour} s)`, {
      candidate: { leaves: (row) => leavesByRule({ ...row, months: Number(row.months) * 2 }) },
      labelsAfterMs: HOUR_MS,
    }),
  group: async () =>
    catches('d  wrong for one plan only, in a third of it', {
      candidate: { leaves: (row) => leavesByRule({ ...row, plan: 'basic' }) },
      asked: { ...TENTH, group: 'plan' },
      labelsAfterMs: 1000,
    }),
  split: countSplit,
  kill: goesOnAfterKill,
  equal: async () => {
    const nTrials = Number(values.trials);
    const startedAt = performance.now();
    const { nRolledBack, nPromoted, nRequests } = await countEqualRollbacks(nTrials);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(
      `equal version: ${nRolledBack} of ${nTrials} rolled back, ${nPromoted} promoted, ${nRequests} requests in this process, ${seconds} s`,
    );
  },
};

const wanted = positionals.length > 0 ? positionals : Object.keys(DRILLS);
for (const name of wanted) {
  const drill = DRILLS[name];
  if (drill === undefined) throw new Error(`No drill "${name}"; they are ${Object.keys(DRILLS)}.`);
  await drill();
}

/** Starts a rollout to a version that is worse, and says what it took until it was rolled back. */
async function catches(
  title: string,
  {
    champion = {},
    candidate,
    asked = TENTH,
    labelsAfterMs,
    nRows = 1,
  }: {
    readonly champion?: NonNullable<Version>;
    readonly candidate: NonNullable<Version>;
    readonly asked?: Omit<Asked, 'endpoint'>;
    readonly labelsAfterMs?: number;
    readonly nRows?: number;
  },
): Promise<void> {
  await using stage = await setStage(candidate, champion);
  const { client } = stage.server;
  const { id } = await client.rollouts.start({ endpoint: 'churn', ...asked });
  const isOver = async () => (await client.rollouts.show({ id })).endedAt !== null;
  const traffic = await sendTraffic(client, {
    until: isOver,
    ...{ limitMs: LIMIT_MS, labelsAfterMs, ratePerSec: RATE, nRows },
  });
  const { status, reason, arms, startedAt, endedAt } = await client.rollouts.show({ id });
  const [, b] = arms;
  const tookS = (Date.parse(endedAt ?? '') - Date.parse(startedAt)) / 1000;
  console.log(`${title}: ${status} after ${tookS.toFixed(1)} s`);
  console.log(
    `   ${traffic.nRequests} requests, ${b?.nAnswered} answered and ${b?.nFailed} failed by it; ${usersOf(traffic)} of ${traffic.nUsers} users touched; ${traffic.nUnanswered} requests without an answer`,
  );
  console.log(`   ${reason}`);
}

/** Users that got an answer of version 2. */
function usersOf({ usersOfVersion }: Traffic): number {
  return usersOfVersion.get(2)?.size ?? 0;
}

/** Sends requests to a canary of a tenth and holds its counts against the binomial. */
async function countSplit(): Promise<void> {
  for (const hasEntity of [false, true]) {
    await using stage = await setStage({ seed: 8 });
    const { client } = stage.server;
    const { id } = await client.rollouts.start({ endpoint: 'churn', ...TENTH });
    const sent = await sendTraffic(client, { nRequests: 5000, nUsers: 5000, hasEntity });
    const n = hasEntity ? sent.nUsers : sent.nRequests;
    const k = hasEntity ? usersOf(sent) : (sent.nOfVersion.get(2) ?? 0);
    const z = (k - 0.1 * n) / Math.sqrt(0.09 * n);
    const isWithin = Math.abs(z) < 3.29;
    console.log(
      `10 % of ${n} ${hasEntity ? 'users' : 'requests'}: ${k}, z = ${z.toFixed(2)}, ${isWithin ? 'within' : 'OUTSIDE'} the 99.9 % bounds; ${sent.nMoved} users had both versions, ${sent.nUnanswered} requests without an answer`,
    );
    const { status, reason } = await client.rollouts.show({ id });
    if (status !== 'running') console.log(`   ${status}: ${reason}`);
  }
}

/** Kills the server in the second step of a rollout, starts another one, and lets it go on. */
async function goesOnAfterKill(): Promise<void> {
  await using stage = await setStage({ seed: 8 });
  const asked = { steps: '10%,50%', stepSeconds: 5, stepRequests: 100 };
  const { id } = await stage.server.client.rollouts.start({ endpoint: 'churn', ...asked });
  const show = () => stage.server.client.rollouts.show({ id });
  const isInSecond = async () => {
    const { step, arms } = await show();
    return step === 2 && (arms[1]?.nAnswered ?? 0) > 300;
  };
  const before = await sendTraffic(stage.server.client, { until: isInSecond, limitMs: LIMIT_MS });
  const seen = await show();
  await stage.server.kill();
  const startedAt = performance.now();
  await stage.restart();
  const readyMs = performance.now() - startedAt;
  const after = await show();
  const counts = ({ arms }: typeof seen) => arms.map(({ nAnswered }) => nAnswered).join(' + ');
  console.log(`kill -9 in step ${seen.step} of 2: ready again after ${readyMs.toFixed(0)} ms`);
  console.log(
    `   step ${seen.step} → ${after.step}, status ${after.status}, evidence ${counts(seen)} → ${counts(after)} of ${before.nRequests} answered`,
  );
  const isOver = async () => (await show()).endedAt !== null;
  const sent = await sendTraffic(stage.server.client, { until: isOver, limitMs: LIMIT_MS });
  const { status, events } = await show();
  console.log(
    `   ${sent.nRequests} requests later: ${status} (${events.map(({ kind }) => kind).join(', ')}), ${sent.nUnanswered} without an answer`,
  );
}

/** A home with a champion and a candidate, and a server on it. */
async function setStage(candidate: NonNullable<Version>, champion: NonNullable<Version> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'kaizen-rollout-'));
  const app = await openApp({ home });
  await registerSampleModel(app, champion);
  await registerSampleModel(app, candidate);
  await app.store.models.setAlias(asId<ModelName>('churn'), 'champion', 1);
  await app.close();
  const stage = {
    server: await startServer(home),
    async restart() {
      stage.server = await startServer(home);
    },
    async [Symbol.asyncDispose]() {
      await stage.server.stop();
      await rm(home, { recursive: true });
    },
  };
  return stage;
}
