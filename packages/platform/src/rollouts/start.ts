import { AppError, asId, listNames, type ModelName, showShare } from '@kaizenml/contracts';
import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { type EndpointStore, endpointNotFound } from '../endpoints/index.ts';
import { type Clock, instant } from '../kit/index.ts';
import {
  type Answerer,
  type Answerers,
  CHAMPION,
  type ModelRecord,
  type ModelStore,
  type ModelVersionRecord,
  type ReleaseGate,
} from '../models/index.ts';
import { whoAsks } from '../who-asks.ts';
import { answerBins } from './answer-bins.ts';
import { evenShares } from './bandit/standing.ts';
import { isBanditStrategy, parseArms, toBandit } from './bandit/to-bandit.ts';
import { parseSteps } from './parse-steps.ts';
import { proveFit } from './prove-fit.ts';
import type { RolloutSettings } from './rollout.ts';
import { toView } from './show.ts';
import type { MetricWatch, RolloutStore } from './store.ts';

/** What beginning a rollout stands on. */
export interface StartDeps {
  readonly rollouts: RolloutStore;
  readonly store: ModelStore;
  readonly endpoints: Pick<EndpointStore, 'find'>;
  readonly answerers: Answerers;
  readonly clock: Clock;
  /** What the new version goes through first. */
  readonly release: Pick<ReleaseGate, 'pass'>;
  /** Refuses versions that may not take over. */
  readonly assertReleasable: (
    at: { readonly name: ModelName; readonly version: number },
    who: string | null,
  ) => Promise<void>;
  /** Told after the start, so that the next request is split. */
  readonly onChange: () => void;
}

/** Groups that are watched one by one; the level is shared out among them. */
const MOST_GROUPS = 20;

type Asked = InputOf<Operations['rollouts']['start']>;

/** Begins a rollout, once the new version has shown that it answers. */
export const startRollout =
  ({
    rollouts,
    store,
    endpoints,
    answerers,
    clock,
    release,
    assertReleasable,
    onChange,
  }: StartDeps): MachineHandler<Operations['rollouts']['start']> =>
  async (asked, machine, request) => {
    const steps = parseSteps(asked.steps, asked.strategy);
    const arms = parseArms(asked);
    const name = asId<ModelName>(asked.endpoint);
    const model = await store.find(name);
    if (model === undefined) throw await endpointNotFound(store, asked.endpoint);
    const from = await getVersion(store, model, model.aliases[CHAMPION] ?? model.latestVersion);
    const others = await Promise.all(
      (arms ?? [asked.to ?? model.latestVersion]).map((each) => getVersion(store, model, each)),
    );
    const [to] = others as [ModelVersionRecord, ...ModelVersionRecord[]];
    if (others.some(({ version }) => version === from.version))
      throw pointless(model, from.version, asked);
    const champion = await answerers.get(from.artifact);
    const columns = champion.signature.inputs.map((input) => input.name);
    for (const [key, column] of [['by', asked.by] as const, ['group', asked.group] as const])
      if (column !== undefined && !columns.includes(column))
        throw columnUnknown(key, column, columns);
    for (const each of others) {
      await assertReleasable({ name, version: each.version }, whoAsks(machine, request));
      await release.pass({ name, artifact: each.artifact });
      await proveFit({
        ...{ champion, candidate: await answerers.get(each.artifact), from, to: each },
      });
    }
    const challengers = others.map(({ version }) => version);
    const bandit = isBanditStrategy(asked.strategy)
      ? toBandit(asked, { challengers, champion, log: (await endpoints.find(name))?.log })
      : undefined;
    const shares = evenShares([from.version, ...challengers]);
    const standing = { learnedAt: instant(clock), shares, out: [], model: null };
    const message = `${begins(asked.strategy, steps[0] ?? 1, challengers, from.version)}${asked.note === undefined ? '' : ` "${asked.note}"`}`;
    const started = await rollouts.start({
      ...{ endpoint: name, from: from.version, to: to.version },
      settings: { ...toSettings(asked, steps, champion), ...(bandit && { bandit }) },
      ...(bandit && { standing }),
      event: {
        kind: 'started',
        by: 'person',
        who: whoAsks(machine, request),
        message,
        details: {},
      },
    });
    if (started === undefined) throw await alreadyActive(rollouts, name);
    onChange();
    return toView(started, { rollouts, models: store, clock });
  };

function toSettings(
  asked: Asked,
  steps: readonly number[],
  { signature, explain }: Answerer,
): RolloutSettings {
  const { strategy, stepSeconds, stepRequests, labels, level } = asked;
  const { errorMargin, latencyFactor, answersMove } = asked;
  const { kind, nBins, names } = answerBins(signature, explain);
  const grouped = signature.inputs.find(({ name }) => name === asked.group);
  const [low, high] = signature.output.range ?? [0, 1];
  return {
    ...{ strategy, steps, stepSeconds, stepRequests, labels, level },
    ...{ errorMargin, latencyFactor, answersMove },
    by: asked.by ?? null,
    group: asked.group ?? null,
    ...(asked.metric === undefined ? {} : { metric: metricOf(asked.metric, asked) }),
    groups: (grouped?.levels ?? []).slice(0, MOST_GROUPS),
    answers: signature.output.task === 'regression' ? 'numbers' : kind,
    ...{ nBins, binNames: names, lossScale: high - low || 1 },
  };
}

function metricOf(name: string, { metricWorse, metricMargin }: Asked): MetricWatch {
  return { name, worse: metricWorse ?? 'lower', margin: metricMargin ?? 0 };
}

function begins(
  strategy: Asked['strategy'],
  share: number,
  challengers: readonly number[],
  from: number,
): string {
  const [to] = challengers;
  if (isBanditStrategy(strategy))
    return `A bandit chooses among the versions ${[from, ...challengers].join(', ')}, which begin with equal shares.`;
  if (strategy === 'shadow')
    return `Version ${to} answers ${showShare(share)} of the requests besides; what callers see comes from version ${from}.`;
  return `Version ${to} answers ${showShare(share)} of the requests, version ${from} the others.`;
}

async function getVersion(
  store: ModelStore,
  { name, latestVersion }: ModelRecord,
  version: number,
): Promise<ModelVersionRecord> {
  const found = await store.findVersion(name, version);
  if (found !== undefined) return found;
  throw new AppError('MODEL_VERSION_NOT_FOUND', {
    message: `Model "${name}" has no version ${version}.`,
    hint: `Its newest version is ${latestVersion}; see \`kaizen models show ${name}\`.`,
    details: { model: name, version, latestVersion },
  });
}

function pointless({ name, latestVersion }: ModelRecord, version: number, asked: Asked): AppError {
  return new AppError('ROLLOUT_POINTLESS', {
    message: `A rollout of "${name}" must lead to another version, got ${version}, which answers already.`,
    hint:
      asked.to === undefined && version === latestVersion
        ? 'Train a newer version first, or name an older one with `--to`.'
        : `Name another version with \`--to\`; see \`kaizen models show ${name}\`.`,
    details: { endpoint: name, version, latestVersion },
  });
}

function columnUnknown(key: string, column: string, columns: readonly string[]): AppError {
  return new AppError('COLUMN_UNKNOWN', {
    message: `\`${key}\` must be a column that the model reads, got "${column}".`,
    hint:
      key === 'by'
        ? `It reads ${listNames(columns)}. What it does not read can be sent as \`entity\` with each request, without \`by\`.`
        : `It reads ${listNames(columns)}.`,
    details: { column, columns },
  });
}

async function alreadyActive(rollouts: RolloutStore, endpoint: ModelName): Promise<AppError> {
  const active = await rollouts.findActive(endpoint);
  return new AppError('ROLLOUT_ACTIVE', {
    message: `Endpoint "${endpoint}" must have no rollout under way, got one to version ${active?.to}.`,
    hint: `End it with \`kaizen rollouts rollback ${active?.id}\`, or with \`promote\`.`,
    details: { endpoint, id: active?.id ?? null, to: active?.to ?? null },
  });
}
