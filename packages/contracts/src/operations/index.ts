import {
  accountsClose,
  accountsCreate,
  accountsGrant,
  accountsList,
  accountsOpen,
  accountsShow,
  accountsWithdraw,
} from './accounts.ts';

import { modelsExplain, modelsForecast, modelsPredict } from './answers.ts';
import {
  modelsApprovals,
  modelsApprove,
  modelsCard,
  modelsReject,
  modelsRules,
} from './approvals.ts';
import { auditList, auditVerify } from './audit.ts';
import {
  datasetsAdd,
  datasetsAugment,
  datasetsCheck,
  datasetsConstraints,
  datasetsDiff,
  datasetsLint,
  datasetsList,
  datasetsProfile,
  datasetsRedact,
  datasetsRemove,
  datasetsRestore,
  datasetsRetain,
  datasetsSample,
  datasetsSelect,
  datasetsShow,
  datasetsTag,
  datasetsUntag,
  datasetsValidate,
  datasetsViolations,
} from './datasets/index.ts';
import { endpointsGuide } from './endpoint-guide.ts';
import {
  endpointsApply,
  endpointsConfigure,
  endpointsHistory,
  endpointsList,
  endpointsShow,
} from './endpoints.ts';
import { predictionsErrors, predictionsTag } from './error-analysis.ts';
import { experimentsList, experimentsShow } from './experiments.ts';
import { runsGates } from './gates.ts';
import { healthShow } from './health.ts';
import { jobsAdd, jobsList, jobsPause, jobsRemove, jobsRun, jobsShow } from './jobs.ts';
import { keysCreate, keysList, keysRevoke } from './keys.ts';
import { runsLeaderboard } from './leaderboard.ts';
import { lineageDownstream, lineageExport, lineageGraph, lineageOrigin } from './lineage.ts';
import { endpointsLoadTest } from './load-test.ts';
import { modelsCompare } from './model-comparison.ts';
import { modelsHistory } from './model-history.ts';
import {
  modelsAlias,
  modelsExport,
  modelsImport,
  modelsList,
  modelsShow,
  modelsTypes,
} from './models.ts';
import type { Operation, RoutedOperation } from './operation.ts';
import { keysSelf } from './own-rights.ts';
import {
  predictionsExport,
  predictionsLabel,
  predictionsList,
  predictionsRetain,
  predictionsReward,
  predictionsShow,
} from './predictions.ts';
import {
  modelsDescribe,
  modelsRemove,
  modelsRename,
  modelsRetain,
  modelsStage,
  modelsTag,
  modelsUnalias,
  modelsUntag,
  modelsVersions,
} from './registry.ts';
import { rolloutsTrail } from './rollout-trail.ts';
import {
  rolloutsList,
  rolloutsPause,
  rolloutsPromote,
  rolloutsResume,
  rolloutsRollback,
  rolloutsShow,
  rolloutsStart,
} from './rollouts.ts';
import { runsCompare } from './run-comparison.ts';
import { runsContrast } from './run-contrast.ts';
import { runsCurves, runsMetrics } from './run-curves.ts';
import { runsCompareFiles, runsDiffFile, runsFiles, runsPurge, runsRetain } from './run-files.ts';
import { runsGroups } from './run-groups.ts';
import { runsHistory, runsSample } from './run-metrics.ts';
import { runsList, runsReport, runsShow } from './runs.ts';

import {
  schemasAccept,
  schemasDiff,
  schemasEdit,
  schemasHistory,
  schemasInfer,
  schemasList,
  schemasPut,
  schemasReject,
  schemasShow,
} from './schemas.ts';
import {
  modelsRegisterFunction,
  modelsRegisterGraph,
  modelsRegisterProxy,
} from './stated-models.ts';

import {
  runsCreate,
  runsDelete,
  runsEnd,
  runsLog,
  runsRestore,
  runsSearch,
} from './tracked-runs.ts';
import { endpointsTraffic } from './traffic.ts';
import { runsPlan, runsProgress, runsResume, runsStart, runsStop } from './training.ts';
import { viewsList, viewsRemove, viewsSave } from './views.ts';
import { WATCHING } from './watching.ts';
import { webhooksDeliveries, webhooksList } from './webhooks.ts';

/** Everything the platform does, in the order of the life cycle. Adding a row adds a command and, unless it is local, a route and a client method. */
export const OPERATIONS = {
  datasets: {
    add: datasetsAdd,
    lint: datasetsLint,
    redact: datasetsRedact,
    validate: datasetsValidate,
    check: datasetsCheck,
    constraints: datasetsConstraints,
    violations: datasetsViolations,
    list: datasetsList,
    show: datasetsShow,
    profile: datasetsProfile,
    diff: datasetsDiff,
    sample: datasetsSample,
    select: datasetsSelect,
    augment: datasetsAugment,
    tag: datasetsTag,
    untag: datasetsUntag,
    restore: datasetsRestore,
    retain: datasetsRetain,
    remove: datasetsRemove,
  },
  schemas: {
    infer: schemasInfer,
    list: schemasList,
    show: schemasShow,
    put: schemasPut,
    edit: schemasEdit,
    accept: schemasAccept,
    reject: schemasReject,
    history: schemasHistory,
    diff: schemasDiff,
  },
  jobs: {
    add: jobsAdd,
    list: jobsList,
    show: jobsShow,
    run: jobsRun,
    pause: jobsPause,
    remove: jobsRemove,
  },
  views: { save: viewsSave, list: viewsList, remove: viewsRemove },
  experiments: { list: experimentsList, show: experimentsShow },
  runs: {
    plan: runsPlan,
    start: runsStart,
    list: runsList,
    show: runsShow,
    progress: runsProgress,
    stop: runsStop,
    resume: runsResume,
    report: runsReport,
    leaderboard: runsLeaderboard,
    gates: runsGates,
    create: runsCreate,
    log: runsLog,
    end: runsEnd,
    search: runsSearch,
    history: runsHistory,
    sample: runsSample,
    compare: runsCompare,
    delete: runsDelete,
    restore: runsRestore,
    metrics: runsMetrics,
    curves: runsCurves,
    contrast: runsContrast,
    groups: runsGroups,
    files: runsFiles,
    'compare-files': runsCompareFiles,
    'diff-file': runsDiffFile,
    purge: runsPurge,
    retain: runsRetain,
  },
  models: {
    list: modelsList,
    show: modelsShow,
    predict: modelsPredict,
    forecast: modelsForecast,
    explain: modelsExplain,
    types: modelsTypes,
    compare: modelsCompare,
    versions: modelsVersions,
    alias: modelsAlias,
    unalias: modelsUnalias,
    stage: modelsStage,
    describe: modelsDescribe,
    tag: modelsTag,
    untag: modelsUntag,
    rename: modelsRename,
    remove: modelsRemove,
    retain: modelsRetain,
    rules: modelsRules,
    approvals: modelsApprovals,
    card: modelsCard,
    approve: modelsApprove,
    reject: modelsReject,
    history: modelsHistory,
    export: modelsExport,
    import: modelsImport,
    'register-proxy': modelsRegisterProxy,
    'register-function': modelsRegisterFunction,
    'register-graph': modelsRegisterGraph,
  },
  endpoints: {
    list: endpointsList,
    show: endpointsShow,
    traffic: endpointsTraffic,
    guide: endpointsGuide,
    configure: endpointsConfigure,
    apply: endpointsApply,
    history: endpointsHistory,
    'load-test': endpointsLoadTest,
  },
  rollouts: {
    start: rolloutsStart,
    list: rolloutsList,
    show: rolloutsShow,
    trail: rolloutsTrail,
    pause: rolloutsPause,
    resume: rolloutsResume,
    promote: rolloutsPromote,
    rollback: rolloutsRollback,
  },
  predictions: {
    list: predictionsList,
    show: predictionsShow,
    label: predictionsLabel,
    reward: predictionsReward,
    errors: predictionsErrors,
    tag: predictionsTag,
    export: predictionsExport,
    retain: predictionsRetain,
  },
  ...WATCHING,
  lineage: {
    origin: lineageOrigin,
    downstream: lineageDownstream,
    graph: lineageGraph,
    export: lineageExport,
  },
  audit: { list: auditList, verify: auditVerify },
  webhooks: { list: webhooksList, deliveries: webhooksDeliveries },
  accounts: {
    create: accountsCreate,
    list: accountsList,
    show: accountsShow,
    grant: accountsGrant,
    withdraw: accountsWithdraw,
    close: accountsClose,
    open: accountsOpen,
  },
  keys: { create: keysCreate, list: keysList, self: keysSelf, revoke: keysRevoke },
  health: { show: healthShow },
} as const;

export type Operations = typeof OPERATIONS;

/** Every operation in a row, in the order of `OPERATIONS`. */
export const EVERY_OPERATION: readonly Operation[] = Object.values(OPERATIONS).flatMap((verbs) =>
  Object.values(verbs as Record<string, Operation>),
);

/** The operations that other machines may call, in the order of `OPERATIONS`. */
export const ROUTED_OPERATIONS: readonly RoutedOperation[] = EVERY_OPERATION.filter(
  (described) => described.http !== undefined,
);

export { Account, AccountKind, AccountName, GivenRole, Role } from './accounts.ts';
export { Alert } from './alerts.ts';
export { AnomalySchema } from './anomaly.ts';
export type { CacheSettings } from './cache-settings.ts';
export { DatasetDiff, DatasetProfile, DatasetVersion, StatisticsSchema } from './datasets/index.ts';
export { INTERVAL_LEVELS } from './doubt-schema.ts';
export { type EndpointRoute, EndpointSettings } from './endpoint-settings.ts';
export { Endpoint } from './endpoints.ts';
export { Experiment } from './experiments.ts';
export { GateVerdictSchema } from './gates.ts';
export { IMPROVEMENT_KINDS, REPORT_PERIODS } from './improve.ts';
export { type JsonSchema, toJsonSchema } from './json-schema.ts';
export { ApiKey, KeyScope } from './keys.ts';
export {
  type Leaderboard,
  type LeaderboardRole,
  type LeaderboardRow,
  LeaderboardSchema,
  type LeaderboardTimes,
  LeaderboardTimesSchema,
} from './leaderboard.ts';
export { LoadStep } from './load-test.ts';
export { MetricValue, toMetricValue } from './metric-value.ts';
export { ModelSummary, ModelVersion } from './models.ts';
export { DatasetMonitorSettings, MonitorSettings, Span } from './monitor-settings.ts';
export { MonitorStanding, MonitorVerdict } from './monitor-verdicts.ts';
export { DriftReport } from './monitors.ts';
export {
  type Handler,
  type InputOf,
  type LocalOperation,
  localOperation,
  type MachineInputsOf,
  type MachineSide,
  type Operation,
  type OutputOf,
  operation,
  type RoutedOperation,
} from './operation.ts';
export { type CheckedInput, inputChecker, machineChecker, requestInvalid } from './parse-input.ts';
export { LoggedPrediction } from './predictions.ts';
export { type InputProblem, listProblems, problemsOf } from './problems.ts';
export { MAX_NAMED_FILES } from './removal.ts';
export { RETRAINING_TRIGGERS, RetrainingSettings } from './retraining-settings.ts';
export {
  RETRAINING_STEPS,
  Retraining,
  RetrainingSummary,
} from './retrainings.ts';
export { Rollout, RolloutSummary } from './rollout-shapes.ts';
export { MAX_KEYS_AT_ONCE, MAX_RUNS_AT_ONCE } from './run-curves.ts';
export { MAX_DIFF_BYTES, MAX_DIFF_LINES } from './run-files.ts';
export { RUN_SETTINGS, type RunSetting } from './run-settings.ts';
export { LineageEdge, Run, RunStatus, RunSummary, StepRecord } from './runs.ts';
export { SchemaSummary } from './schemas.ts';
export { REMOTE_PROTOCOLS, type RemoteProtocolName } from './stated-models.ts';
export { parseSignature, StatedSignature } from './stated-signature.ts';
export { MAX_LOGGED, MAX_UNASKED, TrackedRun } from './tracked-runs.ts';
