import {
  type ArtifactHash,
  asId,
  type ModelName,
  type Prediction,
  type Row,
} from '@kaizenml/contracts';
import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import { type App, openApp } from '../app.ts';
import { createIds } from '../kit/index.ts';
import { type Answerers, assertReleasable, createModelResolver } from '../models/index.ts';
import type { NewReward } from '../predictions/index.ts';
import type { RolloutRecord } from '../rollouts/index.ts';
import { createController, createWatch, showRollout, startRollout } from '../rollouts/index.ts';
import { createGateway, createServingCounters, createTargets } from '../serving/index.ts';
import { registerSampleModel, sampleRow } from './sample-model.ts';
import { tempHome } from './temp-home.ts';

/** How a version behaves, over what its model does. */
export interface Behavior {
  /** Milliseconds that an answer takes. */
  tookMs(random: Random): number;
  /** Gives the answer on, changes it, or throws. */
  answer(row: Row, prediction: Prediction, random: Random): Prediction;
}

/** Half a millisecond, now and then much longer, and what the model says. */
export const HEALTHY: Behavior = {
  tookMs: (random) => 0.5 * Math.exp(0.5 * random.normal()),
  answer: (_, prediction) => prediction,
};

/** What a drill is made of. */
export interface DrillOptions {
  readonly seed: number;
  /** How the new version behaves. */
  readonly candidate?: Behavior;
  /** How the old version behaves. Default: healthy. */
  readonly champion?: Behavior;
  readonly asked?: Partial<InputOf<Operations['rollouts']['start']>>;
  /** Requests per second, on the clock of the drill. */
  readonly ratePerSec?: number;
  /** Seconds of that clock between two looks of the controller. Default 1. */
  readonly secondsPerTick?: number;
  /** Requests after which the drill ends whatever became of the rollout. */
  readonly maxRequests?: number;
  /** What was true of a row, and how long after the answer it is known. Default: never. */
  readonly labels?: { readonly afterMs: number; labelOf(row: Row, random: Random): string };
  /** What a request brings, posted as `revenue`. Default: nothing is posted. */
  readonly revenueOf?: (version: number, random: Random, row: Row) => number;
  /** How long after the answer that is known. Default: with the next look. */
  readonly revenueAfterMs?: number;
  /** Versions that are registered. Default 2. */
  readonly nVersions?: number;
  /** How versions from the third on behave. Default: healthy. */
  readonly others?: Behavior;
  /** Told with every look where the rollout stands. */
  readonly onTick?: (rollout: RolloutRecord) => void;
}

const STEPS: InputOf<Operations['rollouts']['start']> = {
  ...{ endpoint: 'churn', strategy: 'canary', steps: '10%,50%', stepSeconds: 30 },
  ...{
    stepRequests: 100,
    labels: 0,
    level: 0.05,
    errorMargin: 0.01,
    latencyFactor: 1.5,
    answersMove: 0.2,
  },
};

/**
 * Lets a new version take over under invented traffic: real store, models, log, gateway and controller; the clock, and how
 * both versions behave, are the drill's. Two forests from different rows stand for the versions.
 *
 * @returns The rollout in the end, and how many requests there were.
 */
export async function runDrill({
  seed,
  candidate = HEALTHY,
  champion = HEALTHY,
  asked = {},
  ratePerSec = 50,
  secondsPerTick = 1,
  maxRequests = 10_000,
  labels,
  revenueOf,
  revenueAfterMs = 0,
  nVersions = 2,
  others = HEALTHY,
  onTick = () => undefined,
}: DrillOptions) {
  await using temp = await tempHome();
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const clock = { now: () => nowMs };
  const random = seededRandom(seed);
  const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.below(256));
  const app = await openApp({ home: temp.folder, clock, randomBytes });
  try {
    const first = await registerSampleModel(app);
    const second = await registerSampleModel(app, { seed: 8 });
    for (let i = 3; i <= nVersions; i++) await registerSampleModel(app, { seed: 6 + i });
    await app.store.models.setAlias(asId<ModelName>('churn'), 'champion', 1);
    const stage = setStage(app, {
      random,
      behaviorOf: (hash) => {
        if (hash === first.artifact) return champion;
        return hash === second.artifact ? candidate : others;
      },
    });
    const { id } = await stage.start({ ...STEPS, ...asked });
    let nRequests = 0;
    let nUnanswered = 0;
    const earned: (NewReward & { readonly dueMs: number })[] = [];
    const due: { readonly atMs: number; readonly requestId: string; readonly label: string }[] = [];
    while ((await app.store.rollouts.find(id))?.endedAt === null && nRequests < maxRequests) {
      for (let i = 0; i < ratePerSec * secondsPerTick; i++) {
        const row = sampleRow(() => random.next());
        nRequests++;
        try {
          const { requestId, version } = await stage.gateway.answer({ name: 'churn', rows: [row] });
          if (revenueOf !== undefined)
            earned.push({
              ...{ requestId, metric: 'revenue', value: revenueOf(version, random, row) },
              dueMs: nowMs + revenueAfterMs,
            });
          if (labels === undefined) continue;
          const label = labels.labelOf(row, random);
          due.push({ atMs: nowMs + labels.afterMs, requestId, label });
        } catch {
          nUnanswered++;
        }
      }
      nowMs += 1000 * secondsPerTick;
      const nDue = due.findIndex(({ atMs }) => atMs > nowMs);
      const known = due.splice(0, nDue < 0 ? due.length : nDue);
      if (known.length > 0) await app.predictionLog.label('churn', known);
      const nEarned = earned.findIndex(({ dueMs }) => dueMs > nowMs);
      const brought = earned.splice(0, nEarned < 0 ? earned.length : nEarned);
      if (brought.length > 0) await app.predictionLog.reward('churn', brought);
      await stage.controller.tick();
      const looked = await app.store.rollouts.find(id);
      if (looked !== undefined) onTick(looked);
    }
    return { rollout: await showRollout({ ...app.store, clock })({ id }), nRequests, nUnanswered };
  } finally {
    await app.close();
  }
}

function setStage(
  app: App,
  {
    random,
    behaviorOf,
  }: { readonly random: Random; readonly behaviorOf: (hash: ArtifactHash) => Behavior },
) {
  const { store, clock, log, predictionLog } = app;
  let elapsed = 0;
  const answerers: Answerers = {
    ...app.answerers,
    findTensors: async () => undefined,
    async get(hash) {
      const answerer = await app.answerers.get(hash);
      const { tookMs, answer } = behaviorOf(hash);
      return {
        ...answerer,
        async answer(rows) {
          elapsed += tookMs(random);
          const { predictions, ...rest } = await answerer.answer(rows);
          return {
            ...rest,
            predictions: predictions.map((each, i) => answer(rows[i] ?? {}, each, random)),
          };
        },
      };
    },
  };
  const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.below(256));
  const nextId = createIds({ clock, randomBytes });
  const watch = createWatch(store.rollouts, nextId());
  const targets = createTargets({
    ...{ resolver: createModelResolver(store.models, clock), models: store.models, answerers },
    ...{ endpoints: store.endpoints, rollouts: store.rollouts, clock, log },
    ...{ warmUp: app.warmUp, pool: app.pool },
  });
  return {
    gateway: createGateway({
      ...{ targets, answerers, watch, clock, nextId, log },
      predictionLog: { append: (request) => predictionLog.append(request) },
      counters: createServingCounters(clock.now),
      elapsedMs: () => elapsed,
    }),
    controller: createController({
      ...{ rollouts: store.rollouts, models: store.models, watch, predictionLog, clock, log },
      onChange: targets.forget,
    }),
    start: startRollout({
      ...{ rollouts: store.rollouts, store: store.models, answerers: app.answerers, clock },
      endpoints: store.endpoints,
      assertReleasable: (at, who) => assertReleasable(store.approvals, at, who),
      release: { pass: ({ artifact }) => app.warmUp.warm(artifact) },
      onChange: targets.forget,
    }),
  };
}
