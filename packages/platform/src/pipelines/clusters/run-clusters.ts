import { type ClustersReport, renderClustersReport } from '../../reports/index.ts';
import { findSource, inRun, modelName, type OpenRun, type RunDeps } from '../in-run.ts';
import type { TrainRequest } from '../train-request.ts';
import { deliverRun, type RunTold } from '../whole-table/deliver-run.ts';
import { judgeLimits } from '../whole-table/judge-limits.ts';
import { packageRowsModel } from '../whole-table/package-rows-model.ts';
import { ignoredColumns, readRows } from '../whole-table/read-rows.ts';
import type { TableRunResult } from '../whole-table/table-run-result.ts';
import { CLUSTER_TARGET, clusterModel, clusterName } from './cluster-model.ts';
import { type FoundClusters, findClusters } from './find-clusters.ts';

/** What `kaizen run --task clusters --json` prints. */
export interface ClustersRunResult extends TableRunResult {
  readonly task: 'clusters';
  readonly clusters: {
    /** 1: none were found. */
    readonly count: number;
    /** Why so many, as a sentence. */
    readonly reason: string;
    readonly isAsked: boolean;
    readonly evidence: FoundClusters['choice']['evidence'];
    readonly votes: FoundClusters['choice']['votes'];
    readonly profiles: readonly {
      readonly name: string;
      readonly size: number;
      readonly share: number;
      readonly description: string;
      readonly rule: string;
      /** Overlap with what resamples find, 0 to 1. */
      readonly stability: number | null;
    }[];
    readonly leftOut: FoundClusters['leftOut'];
  };
}

/**
 * Groups of like rows: ingest → profile → clusters → fit → package → register → report.
 *
 * Where the data have none, that is the result, with the evidence, and no model is made.
 *
 * @throws every code of reading a table; COLUMN_UNKNOWN, FEATURES_UNUSABLE, TABLE_TOO_SMALL, DISK_FULL
 */
export async function runClusters(deps: RunDeps, asked: TrainRequest): Promise<ClustersRunResult> {
  const request = { ...asked, target: 'clusters' };
  const source = await findSource(deps, request);
  return inRun(deps, request, { source, work: (run) => work(deps, request, run) });
}

async function work(
  deps: RunDeps,
  request: TrainRequest,
  run: OpenRun,
): Promise<ClustersRunResult> {
  const { project } = request;
  const { seed, ignore, gate } = project;
  const { runner, frame, source } = run;
  const { record, table, findings, note } = await readRows(deps, run, ignoredColumns(project));
  const searched = await runner.run(
    findClusters,
    { table },
    { count: project.clusters.count, ignore, seed },
  );
  const found = await searched.load();
  await note(found.findings);
  await deps.store.runs.logMetrics(frame.runId, found.metrics);
  const model = modelName(request, source);
  const reasons = [
    ...(found.count < 2 ? [found.choice.reason] : []),
    ...(found.count < 2 ? [] : judgeLimits(found.metrics, gate)),
    ...unstable(found, gate.betterThanBaseline),
  ];
  const primaryMetric = 'silhouette';
  const stored = found.count < 2 ? undefined : await pack();
  const outcome = {
    task: 'clusters' as const,
    target: CLUSTER_TARGET,
    model,
    estimator: 'nearest-center',
    record,
    stored,
    primaryMetric,
    metrics: found.metrics,
    findings,
    gate: { passed: reasons.length === 0, reasons },
  };
  const report = (told: RunTold) =>
    renderClustersReport(toReport({ told, found, record, findings, gate: outcome.gate, seed }));
  const result = await deliverRun(deps, run, { outcome, report });
  return { ...result, task: 'clusters', clusters: told(found) };

  async function pack() {
    const fitted = await runner.run(clusterModel, { table, found: searched }, { seed });
    const origin = {
      runId: frame.runId,
      createdAt: new Date(deps.clock.now()).toISOString(),
    };
    const packing = packageRowsModel(deps.artifacts, origin);
    const params = {
      datasetName: record.name,
      datasetHash: record.hash,
      nTrainRows: record.nRows,
      seed,
      primaryMetric,
      findings,
    };
    return (await runner.run(packing, { model: fitted }, params)).load();
  }
}

/** Clusters that resamples do not find again are no better than a draw. */
function unstable({ stability, count }: FoundClusters, isAskedFor: boolean): string[] {
  if (!isAskedFor || count < 2 || stability === null || stability.agreement >= LEAST_AGREEMENT)
    return [];
  return [
    `Resamples must agree with the clusters by at least ${LEAST_AGREEMENT}, got ${stability.agreement.toFixed(2)} (1 is the same clusters, 0 is chance).`,
  ];
}

const LEAST_AGREEMENT = 0.6;

function told(found: FoundClusters): ClustersRunResult['clusters'] {
  const { count, choice, isAsked, profiles, stability, leftOut } = found;
  return {
    count,
    reason: choice.reason,
    isAsked,
    evidence: choice.evidence,
    votes: choice.votes,
    profiles: profiles.map(({ code, size, share, description, rule }) => ({
      name: clusterName(code),
      size,
      share,
      description,
      rule: rule.text,
      stability: stability?.ofClusters[code] ?? null,
    })),
    leftOut,
  };
}

function toReport({
  told: run,
  found,
  record,
  findings,
  gate,
  seed,
}: {
  readonly told: RunTold;
  readonly found: FoundClusters;
  readonly record: {
    readonly name: string;
    readonly version: number;
    readonly hash: string;
    readonly nRows: number;
  };
  readonly findings: ClustersReport['findings'];
  readonly gate: ClustersReport['gate'];
  readonly seed: number;
}): ClustersReport {
  const { choice, profiles, stability, map } = found;
  return {
    run,
    dataset: { name: record.name, version: record.version, hash: record.hash, nRows: record.nRows },
    findings,
    gate,
    seed,
    count: found.count,
    isAsked: found.isAsked,
    reason: choice.reason,
    metrics: found.metrics,
    evidence: choice.evidence,
    votes: choice.votes,
    agreements: stability?.agreements ?? [],
    nResampled: choice.nResampled,
    columns: found.columns,
    leftOut: found.leftOut,
    map: {
      x: [...map.x],
      y: [...map.y],
      codes: [...map.codes],
      shares: map.shares,
      nRows: map.nRows,
    },
    profiles: profiles.map((profile) => ({
      ...profile,
      name: clusterName(profile.code),
      stability: stability?.ofClusters[profile.code] ?? null,
      typical: found.typical[profile.code] ?? [],
    })),
  };
}
