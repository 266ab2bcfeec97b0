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
import {
  configureEndpoint,
  guideOfEndpoint,
  listEndpointChanges,
  listEndpoints,
  loadTestEndpoint,
  showEndpoint,
  trafficOfEndpoint,
} from './endpoints/index.ts';
import { listExperiments, showExperiment } from './experiments/index.ts';
import { mayRelease } from './guards/index.ts';
import { type Handlers, later } from './handlers.ts';
import { showHealth } from './health/index.ts';
import { createKey, listKeys, revokeKey, showOwnRights } from './keys/index.ts';
import { createIds, instant } from './kit/index.ts';
import { downstreamOf, exportLineage, graphAround, originOfRequest } from './lineage/index.ts';
import {
  assertReleasable,
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
import {
  exportPredictions,
  labelPredictions,
  listPredictions,
  retainPredictions,
  rewardPredictions,
  showPrediction,
} from './predictions/index.ts';
import type { ProfileInput } from './reports/index.ts';
import {
  type GuardTrail,
  listRollouts,
  overruleRollout,
  showRollout,
  startRollout,
  trailOfRollout,
} from './rollouts/index.ts';
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
  const { release } = parts;
  const freeParts = { released: parts.store.releasedArtifacts, artifacts };
  const { runs, experiments, trash } = store.tracking;
  const purgeParts = {
    ...{ runs, own: store.runs, trash, trees },
    ...{ registry: parts.store.registry, seen: registry },
  };
  const looked = { rollouts, models: store.models, clock };
  const endpointParts = { models: store.models, endpoints, rollouts, predictionLog, traffic };
  const places = { tracking: store.tracking, registry: store.registry };
  const { approvals } = store;
  const approvalParts = { approvals, registry, onChange: forget };
  const datasets = () => import('./datasets/index.ts');
  const renderPage = async (profile: ProfileInput) =>
    (await import('./reports/index.ts')).renderProfile(profile);
  const jobs = () => import('./jobs/index.ts');
  const schemas = () => import('./schemas/index.ts');
  const pipelines = () => import('./pipelines/index.ts');
  const retraining = async () =>
    (await import('./retraining/index.ts')).openRetrainings({
      ...{ ...parts, seen: store, registry, predictionLog, nextId: createIds({ clock }) },
    });
  let opened: Promise<Training> | undefined;
  const training = () => {
    opened ??= pipelines().then(({ openTraining }) => openTraining(parts));
    return opened;
  };
  const handlers: Handlers = {
    datasets: {
      add: async (input) => (await datasets()).addDataset(parts)(input),
      lint: async (input) => {
        const { lintDataset, recordWritten } = await datasets();
        const answer = await lintDataset(input);
        const written = [answer.fixed?.path];
        const made = { command: 'datasets.lint', source: input.path, parameters: input, written };
        await recordWritten(parts, made);
        return answer;
      },
      redact: async (input) => {
        const { recordWritten, redactDataset } = await datasets();
        const answer = await redactDataset(parts)(input);
        const { source } = input;
        const made = {
          command: 'datasets.redact',
          source,
          parameters: input,
          written: [answer.out],
        };
        await recordWritten(parts, made);
        return answer;
      },
      validate: async (input, machine) => {
        const { openSchema } = await schemas();
        const { recordWritten, validateDataset } = await datasets();
        const answer = await validateDataset({
          ...parts,
          openSchema: (reference, rights) => openSchema(store.schemas, reference, rights),
        })(input, machine);
        await recordWritten(parts, {
          command: 'datasets.validate',
          source: input.data,
          parameters: { ...input, ...machine?.inputs },
          written: [answer.quarantine?.path, answer.out?.path],
        });
        return answer;
      },
      check: async (input, machine) => (await datasets()).checkDataset(parts)(input, machine),
      constraints: async (input, machine) =>
        (await datasets()).constrainDataset(parts)(input, machine),
      violations: async (input, machine) =>
        (await datasets()).findViolations(parts)(input, machine),
      list: async (input) => (await datasets()).listDatasets(store.datasets)(input),
      show: async (input) => (await datasets()).showDataset(parts)(input),
      profile: async (input, machine, asked) =>
        (await datasets()).profileDataset({ ...parts, renderPage })(input, machine, asked),
      diff: async (input, machine, asked) =>
        (await datasets()).diffDataset(parts)(input, machine, asked),
      sample: async (input) => (await datasets()).sampleDataset(parts)(input),
      select: async (input) => (await datasets()).selectDataset(input),
      augment: async (input, machine) => (await datasets()).augmentDataset(parts)(input, machine),
      tag: async (input) => (await datasets()).tagDataset(store.datasets)(input),
      untag: async (input) => (await datasets()).untagDataset(store.datasets)(input),
      restore: async (input) => (await datasets()).restoreDataset(parts)(input),
      retain: async (input) => (await datasets()).retainDataset(parts)(input),
      remove: async (input) => (await datasets()).removeDataset(parts)(input),
    },
    schemas: {
      infer: async (input, machine) => (await schemas()).inferSchema(parts)(input, machine),
      list: async (input) => (await schemas()).listSchemas(store.schemas)(input),
      show: async (input, machine) => (await schemas()).showSchema(store.schemas)(input, machine),
      put: async (input, machine) => (await schemas()).putSchema(store.schemas)(input, machine),
      edit: async (input, machine) =>
        (await schemas()).editColumn({ schemas: store.schemas, clock })(input, machine),
      accept: async (input, machine) =>
        (await schemas()).acceptPatches({ schemas: store.schemas, clock })(input, machine),
      reject: async (input, machine) =>
        (await schemas()).rejectPatches({ schemas: store.schemas, clock })(input, machine),
      history: async (input) => (await schemas()).showHistory(store.schemas)(input),
      diff: async (input, machine) =>
        (await schemas()).diffTwoSchemas(store.schemas)(input, machine),
    },
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
    endpoints: {
      list: listEndpoints(endpointParts),
      show: showEndpoint(endpointParts),
      traffic: trafficOfEndpoint({ ...endpointParts, clock }),
      guide: guideOfEndpoint({
        ...{ models: store.models, artifacts },
        showModel: (name) => handlers.models.show({ name }),
      }),
      configure: configureEndpoint({ ...endpointParts, answerers, resolver, onChange: forget }),
      apply: async (...asked) =>
        (await pipelines()).applyEndpoints({
          ...{ models: store.models, endpoints, answerers, resolver, onChange: forget },
        })(...asked),
      history: listEndpointChanges(endpointParts),
      'load-test': loadTestEndpoint(),
    },
    rollouts: {
      start: mayRelease(
        startRollout({
          ...{ rollouts, store: store.models, endpoints, answerers, release, clock },
          assertReleasable: (at, who) => assertReleasable(approvals, at, who),
          onChange: forget,
        }),
      ),
      list: listRollouts(rollouts),
      show: showRollout(looked),
      trail: trailOfRollout({ rollouts, trail, clock }),
      pause: overruleRollout('pause', looked, forget),
      resume: overruleRollout('resume', looked, forget),
      promote: overruleRollout('promote', looked, forget),
      rollback: overruleRollout('rollback', looked, forget),
    },
    retrainings: later(retraining, ['start', 'list', 'show', 'stop', 'stand-in', 'stand-down']),
    predictions: {
      list: listPredictions({ models: store.models, predictionLog }),
      show: showPrediction(predictionLog),
      label: labelPredictions({ models: store.models, predictionLog }),
      reward: rewardPredictions({ models: store.models, predictionLog }),
      export: exportPredictions({ models: store.models, predictionLog, clock }),
      retain: retainPredictions({ ...endpointParts, capturePath: parts.capturePath, clock }),
    },
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
