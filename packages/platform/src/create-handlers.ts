import {
  closeAccount,
  createAccount,
  grantRole,
  listAccounts,
  openAccount,
  showAccount,
  withdrawRole,
} from './accounts/index.ts';
import type { App } from './app.ts';
import { listAudit, verifyAudit } from './audit/index.ts';
import { showEndpoint } from './endpoints/index.ts';
import { listExperiments, showExperiment } from './experiments/index.ts';
import type { Handlers } from './handlers.ts';
import { showHealth } from './health/index.ts';
import { createKey, listKeys, revokeKey, showOwnRights } from './keys/index.ts';
import { createIds, instant } from './kit/index.ts';
import { downstreamOf, exportLineage, graphAround, originOfRequest } from './lineage/index.ts';
import {
  compareModels,
  describeModel,
  explainRow,
  exportModel,
  forecastModel,
  judgeVersion,
  listAliasMoves,
  listModels,
  listVersions,
  type ModelResolver,
  pointAlias,
  predictRows,
  removeAlias,
  removeModel,
  renameModel,
  retainVersions,
  setRules,
  showApprovals,
  showCard,
  showModel,
  stageVersion,
  tagModel,
  typesOfModel,
  untagModel,
} from './models/index.ts';
import type { Training } from './pipelines/index.ts';
import { showPrediction } from './predictions/index.ts';
import type { GuardTrail } from './rollouts/index.ts';
import {
  compareRunFiles,
  compareRuns,
  contrastOfRuns,
  createRun,
  curvesOfRuns,
  diffRunFile,
  endRun,
  findGates,
  groupRuns,
  historyOfMetric,
  listMetricsOfRun,
  listRunFiles,
  listRuns,
  logToRun,
  progressOfRun,
  purgeRun,
  removeMaker,
  reportRun,
  retainRuns,
  sampleMetric,
  searchRuns,
  setRunLifecycle,
  showGates,
  showLeaderboard,
  showRun,
} from './runs/index.ts';
import { servingHandlers } from './serving-handlers.ts';
import { tableHandlers } from './table-handlers.ts';
import { version } from './version.ts';
import { listViews, removeView, saveView } from './views/index.ts';
import { watchingHandlers } from './watching-handlers.ts';
import { listDeliveries, listWebhooks } from './webhooks/index.ts';

/** `forget` is told when what endpoints answer with has changed. */
export function createHandlers(
  parts: Omit<App, 'handlers' | 'close'>,
  resolver: ModelResolver,
  { trail, forget }: { readonly trail: GuardTrail; readonly forget: () => void },
): Handlers {
  const { artifacts, models, forecasts, answerers, clock, gateway, traffic, guarded } = parts;
  const { store, registry, predictionLog, trees } = guarded;
  const { rollouts, endpoints } = store;
  const freeParts = { released: parts.store.releasedArtifacts, artifacts };
  const { runs, experiments, trash } = store.tracking;
  const purgeParts = {
    ...{ runs, own: store.runs, trash, trees },
    ...{ registry: parts.store.registry, seen: registry },
  };
  const endpointParts = { models: store.models, endpoints, rollouts, predictionLog, traffic };
  const places = { tracking: store.tracking, registry: store.registry };
  const { approvals } = store;
  const approvalParts = { approvals, registry, onChange: forget };
  const jobs = () => import('./jobs/index.ts');
  const pipelines = () => import('./pipelines/index.ts');
  let opened: Promise<Training> | undefined;
  const training = () => {
    opened ??= pipelines().then(({ openTraining }) => openTraining(parts));
    return opened;
  };
  const handlers: Handlers = {
    ...tableHandlers(parts),
    jobs: {
      add: async (input) => (await jobs()).addJob(store.jobs, clock)(input),
      list: async (input) => (await jobs()).listJobs(store.jobs)(input),
      show: async (input) => (await jobs()).showJob(store.jobs)(input),
      run: async (input) => {
        const { checkArrival, runJobNow } = await jobs();
        return await runJobNow({
          store: parts.store,
          checkData: checkArrival({ ...parts, handlers }),
        })(input);
      },
      pause: async (input) => (await jobs()).pauseJob(store.jobs, clock)(input),
      remove: async (input) => (await jobs()).removeJob(store.jobs)(input),
    },
    views: {
      save: saveView(store.views),
      list: listViews(store.views),
      remove: removeView(store.views),
    },
    experiments: {
      list: listExperiments(store),
      show: showExperiment(store),
    },
    runs: {
      plan: async (input) => (await training()).plan(input),
      start: async (input) => (await training()).start(input),
      progress: progressOfRun({ ...parts, store }),
      stop: async (input) => (await training()).stop(input),
      resume: async (input) => (await training()).resume(input),
      list: listRuns(store),
      show: showRun(store),
      report: reportRun(store.runs, artifacts),
      leaderboard: showLeaderboard(store.runs, artifacts),
      gates: showGates(store.runs, artifacts),
      create: createRun({ tracking: store.tracking, clock, nextId: createIds({ clock }) }),
      log: logToRun({ tracking: store.tracking, clock }),
      end: endRun({ tracking: store.tracking, clock }),
      search: searchRuns(store.tracking),
      history: historyOfMetric(store.tracking),
      sample: sampleMetric(store.tracking),
      compare: compareRuns(store.tracking),
      delete: setRunLifecycle(store.tracking, 'deleted'),
      restore: setRunLifecycle(store.tracking, 'active'),
      metrics: listMetricsOfRun(store.tracking),
      curves: curvesOfRuns(store.tracking),
      contrast: contrastOfRuns(store.tracking),
      groups: groupRuns(store.tracking),
      files: listRunFiles({ runs: store.tracking.runs, trees }),
      'diff-file': diffRunFile({ tracking: store.tracking, trees }),
      'compare-files': compareRunFiles({ runs: store.runs, tracking: store.tracking, trees }),
      purge: purgeRun({ ...purgeParts, ...freeParts }),
      retain: retainRuns({
        ...purgeParts,
        ...freeParts,
        experiments,
        steps: store.stepCache,
        clock,
      }),
    },
    models: {
      list: listModels(registry),
      show: showModel(store.models, {
        ...{ artifacts, models, forecasts },
        findGates: async (run) => findGates(artifacts, await store.runs.find(run)),
      }),
      forecast: forecastModel(resolver, forecasts),
      predict: predictRows(gateway),
      explain: explainRow(resolver, models, answerers),
      types: typesOfModel(store.models, models),
      export: exportModel(store.models, { artifacts, models }),
      compare: compareModels(store.models, models),
      versions: listVersions(registry),
      alias: pointAlias(registry),
      unalias: removeAlias(registry),
      stage: stageVersion(registry),
      describe: describeModel(registry),
      tag: tagModel(registry),
      untag: untagModel(registry),
      rename: renameModel(registry),
      remove: removeModel({ ...freeParts, registry, models: store.models }),
      retain: retainVersions({
        ...{ ...freeParts, registry, rollouts, endpoints, clock, trees },
        removeMaker: removeMaker(purgeParts),
      }),
      rules: setRules(approvalParts),
      approvals: showApprovals(approvalParts),
      card: showCard({
        ...{ registry, approvals, artifacts, runs },
        findGates: async (run) => findGates(artifacts, await store.runs.find(run)),
      }),
      approve: judgeVersion(approvalParts, true),
      reject: judgeVersion(approvalParts, false),
      history: listAliasMoves(store.models),
      import: async (input) => {
        const imported = await (await pipelines()).importModel(parts)(input);
        resolver.forget();
        return imported;
      },
      'register-proxy': async (input) => {
        const registered = await (await pipelines()).registerProxy(parts)(input);
        resolver.forget();
        return registered;
      },
      'register-function': async (input) => {
        const registered = await (await pipelines()).registerFunction(parts)(input);
        resolver.forget();
        return registered;
      },
      'register-graph': async (input) => {
        const registered = await (await pipelines()).registerGraph(parts)(input);
        resolver.forget();
        return registered;
      },
    },
    ...servingHandlers(parts, {
      ...{ resolver, trail, forget },
      showModel: (name) => handlers.models.show({ name }),
    }),
    ...watchingHandlers(parts),
    audit: { list: listAudit(store.audit), verify: verifyAudit(store.audit) },
    lineage: {
      origin: originOfRequest({ store, artifacts }, showPrediction(predictionLog)),
      downstream: downstreamOf({ store, artifacts }),
      graph: graphAround({
        ...{ store, artifacts, showPrediction: showPrediction(predictionLog) },
        showEndpoint: showEndpoint(endpointParts),
      }),
      export: exportLineage({ store, artifacts }),
    },
    webhooks: { list: listWebhooks(store.webhooks), deliveries: listDeliveries(store.webhooks) },
    accounts: {
      create: createAccount(store.accounts),
      list: listAccounts(store.accounts, places),
      show: showAccount(store.accounts, store.keys),
      grant: grantRole({ ...places, accounts: store.accounts, tell: parts.tellOfAccount }),
      withdraw: withdrawRole({ ...places, accounts: store.accounts, tell: parts.tellOfAccount }),
      close: closeAccount(store.accounts),
      open: openAccount(store.accounts),
    },
    keys: {
      create: createKey({ keys: store.keys, clock, nextId: createIds({ clock }) }),
      list: listKeys(store.keys),
      self: showOwnRights(store.accounts),
      revoke: revokeKey(store.keys),
    },
    health: {
      show: showHealth(parts.store, { version, startedAt: instant(clock), crew: parts.crew }),
    },
  };
  return handlers;
}
