import { asId, type ModelName } from '@kaizenml/contracts';
import type { EndpointSettings } from '@kaizenml/contracts/operations';
import { DEFAULT_SETTINGS, type EndpointStore } from '../endpoints/index.ts';
import type { Clock, Log } from '../kit/index.ts';
import {
  type Answerers,
  type ModelPool,
  type ModelResolver,
  type ModelStore,
  type ModelVersionRecord,
  parseModelReference,
  type WarmUp,
} from '../models/index.ts';
import {
  type AnswerBins,
  answerBins,
  challengersIn,
  isBandit,
  pairOf,
  type RolloutRecord,
  type RolloutStore,
} from '../rollouts/index.ts';
import { createHotSwap } from './hot-swap.ts';

/** Who may answer a request, and what holds for the answer. */
export interface Target {
  readonly version: ModelVersionRecord;
  readonly settings: EndpointSettings;
  /** Ways that some requests take before the split; only for a bare name, and where there are some. */
  readonly routes?: EndpointSettings['routes'];
  /** Only where a new version is taking over. */
  readonly split?: Split;
}

/** A rollout in progress, and the version that is to take over. */
export interface Split {
  readonly rollout: RolloutRecord;
  readonly candidate: ModelVersionRecord;
  /** How the answers of both versions are told apart. */
  readonly bins: AnswerBins;
  /** Of a bandit: a split with each version that gets requests besides the champion. */
  readonly pairs?: ReadonlyMap<number, Split>;
}

/** Tells who may answer, on the way of every request. */
export interface Targets {
  /**
   * The version that a reference means, and the rollout of the endpoint when the reference is a bare name: who asks
   * for a version or an alias gets that one. At most one second old, unless this process changed it.
   *
   * Where a name or an alias means another version than before, the one before answers until the new one is warm; the
   * candidate of a rollout gets its share from when it is.
   *
   * @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, MODEL_ALIAS_NOT_FOUND
   */
  resolve(reference: string): Promise<Target>;
  /** The same, where it is known by now: most requests need not wait for it. */
  find(reference: string): Target | undefined;
  /** Opens and tries what answers a reference, and the version that takes it over. @throws as `resolve` does, and every code of opening an artifact */
  warmUp(reference: string): Promise<void>;
  /** Forgets what it knows of endpoints and models; called when this process changes one. */
  forget(): void;
}

/** What targets are made of. */
export interface TargetDeps {
  readonly resolver: ModelResolver;
  readonly models: Pick<ModelStore, 'findVersion'>;
  readonly answerers: Answerers;
  readonly endpoints: Pick<EndpointStore, 'all'>;
  readonly rollouts: Pick<RolloutStore, 'active'>;
  readonly warmUp: WarmUp;
  /** Told which versions answer, so that they stay open. */
  readonly pool: Pick<ModelPool, 'pin'>;
  readonly clock: Clock;
  readonly log: Log;
}

const MAX_AGE_MS = 1000;

/** What is known of all endpoints at one time. */
interface Known {
  /** By reference; as old as the rest, so that a target is made once. */
  readonly targets: Map<string, Made>;
  readonly settings: ReadonlyMap<ModelName, EndpointSettings>;
  readonly splits: ReadonlyMap<ModelName, Split>;
}

/** A target that was made of what a reference means. */
interface Made {
  readonly meant: ModelVersionRecord;
  readonly target: Target;
  /** A version is still being warmed up, so that the next request looks again. */
  readonly isPassing: boolean;
}

/** Targets with a memory of one second: settings and rollouts are few, and read together. */
export function createTargets(deps: TargetDeps): Targets {
  const { resolver, endpoints, rollouts, clock } = deps;
  let candidates: readonly ModelVersionRecord[] = [];
  const pin = () =>
    deps.pool.pin(new Set([...swap.answering(), ...candidates.map(({ artifact }) => artifact)]));
  const swap = createHotSwap({ ...deps, onChange: pin });
  // Each is asked, so that all that are cold begin to warm up.
  const areReady = (split: Split) =>
    candidatesOf(split)
      .map(swap.isReady)
      .every((is) => is);
  let known: Promise<Known> | undefined;
  let knownNow: Known | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  const read = async (): Promise<Known> => {
    const [settings, active] = await Promise.all([endpoints.all(), rollouts.active()]);
    const splits = await Promise.all(active.map((rollout) => toSplit(rollout, deps)));
    const found = splits.filter((split) => split !== undefined);
    candidates = found.flatMap(([, split]) => candidatesOf(split));
    pin();
    return { settings, targets: new Map(), splits: new Map(found) };
  };
  const current = (): Promise<Known> => {
    if (known !== undefined && clock.now() - readAt < MAX_AGE_MS) return known;
    const reading = read();
    [known, knownNow, readAt] = [reading, undefined, clock.now()];
    reading.then(
      (found) => {
        if (known === reading) knownNow = found;
      },
      () => {
        if (known === reading) known = undefined;
      },
    );
    return reading;
  };
  const targetOf = (reference: string, meant: ModelVersionRecord, known: Known): Target => {
    const made = known.targets.get(reference);
    if (made?.meant === meant && !made.isPassing) return made.target;
    const { kind } = parseModelReference(reference);
    const isNamed = kind !== 'default';
    const version = kind === 'version' ? meant : swap.current(reference, meant);
    const name = asId<ModelName>(version.name);
    const settings = known.settings.get(name) ?? DEFAULT_SETTINGS;
    const wanted = isNamed ? undefined : splitOf(version, known);
    const split = wanted !== undefined && areReady(wanted) ? wanted : undefined;
    const routes = isNamed || settings.routes.length === 0 ? undefined : settings.routes;
    const target: Target = {
      ...{ version, settings },
      ...(routes === undefined ? undefined : { routes }),
      ...(split === undefined ? undefined : { split }),
    };
    const isPassing = version !== meant || split !== wanted;
    known.targets.set(reference, { meant, target, isPassing });
    return target;
  };
  return {
    async resolve(reference) {
      const version = await resolver.resolve(reference);
      return targetOf(reference, version, await current());
    },
    find(reference) {
      if (knownNow === undefined || clock.now() - readAt >= MAX_AGE_MS) return undefined;
      const version = resolver.find(reference);
      return version && targetOf(reference, version, knownNow);
    },
    async warmUp(reference) {
      const version = await resolver.resolve(reference);
      await swap.prepare(reference, version);
      const split = splitOf(version, await current());
      for (const { artifact } of split === undefined ? [] : candidatesOf(split))
        await deps.warmUp.warm(artifact);
    },
    forget() {
      known = undefined;
      knownNow = undefined;
      resolver.forget();
    },
  };
}

/** The rollout that begins at a version, where one is under way. */
function splitOf(version: ModelVersionRecord, { splits }: Known): Split | undefined {
  const split = splits.get(asId<ModelName>(version.name));
  return split?.rollout.from === version.version ? split : undefined;
}

async function toSplit(
  rollout: RolloutRecord,
  { models, answerers }: TargetDeps,
): Promise<[ModelName, Split] | undefined> {
  const champion = await models.findVersion(rollout.endpoint, rollout.from);
  const candidate = await models.findVersion(rollout.endpoint, rollout.to);
  if (champion === undefined || candidate === undefined) return undefined;
  const { signature, explain } = await answerers.get(champion.artifact);
  const bins = answerBins(signature, explain);
  if (!isBandit(rollout)) return [rollout.endpoint, { rollout, candidate, bins }];
  const pairs = new Map<number, Split>();
  for (const version of challengersIn(rollout)) {
    const found = await models.findVersion(rollout.endpoint, version);
    if (found === undefined) return undefined;
    pairs.set(version, { rollout: pairOf(rollout, version), candidate: found, bins });
  }
  return [rollout.endpoint, { rollout, candidate, bins, pairs }];
}

/** The versions that a rollout lets answer beside the champion. */
function candidatesOf({ candidate, pairs }: Split): readonly ModelVersionRecord[] {
  return pairs === undefined ? [candidate] : [...pairs.values()].map((pair) => pair.candidate);
}
