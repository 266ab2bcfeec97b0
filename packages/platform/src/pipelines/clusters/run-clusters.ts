import { renderClustersReport } from '../../reports/index.ts';
import type { BesideGuessing } from '../gates/index.ts';
import type { RunDeps } from '../in-run.ts';
import type { TrainRequest } from '../train-request.ts';
import type { RowsTask } from '../whole-table/rows-task.ts';
import { runRowsTask } from '../whole-table/run-rows-task.ts';
import type { TableRunResult } from '../whole-table/table-run-result.ts';
import { CLUSTER_TARGET, clusterModel, clusterName } from './cluster-model.ts';
import { type ClustersParams, type FoundClusters, findClusters } from './find-clusters.ts';
import { toClustersReport } from './to-clusters-report.ts';

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

/** Agreement of resamples below which clusters are no better than a draw. */
const LEAST_AGREEMENT = 0.6;

const CLUSTERS: RowsTask<ClustersParams, FoundClusters> = {
  task: 'clusters',
  target: CLUSTER_TARGET,
  estimator: 'nearest-center',
  primaryMetric: 'silhouette',
  find: findClusters,
  paramsOf: ({ clusters, ignore, seed }) => ({ count: clusters.count, ignore, seed }),
  model: clusterModel,
  judge: (found) =>
    found.count < 2
      ? { noModel: found.choice.reason, besideGuessing: [] }
      : { besideGuessing: besideChance(found) },
  whyNotCompared:
    'Clusters have no truth, so nothing says which of two partitions is better, and the numbers of clusters mean other rows in each. What was found again in resamples stands beside both; whoever asks for the new one makes it the champion.',
  report: (about, found) => renderClustersReport(toClustersReport(about, found)),
};

/**
 * Groups of like rows: ingest → profile → clusters → fit → package → register → report.
 *
 * Where the data have none, that is the result, with the evidence, and no model is made.
 *
 * @throws every code of reading a table; COLUMN_UNKNOWN, FEATURES_UNUSABLE, TABLE_TOO_SMALL, DISK_FULL
 */
export async function runClusters(
  deps: RunDeps,
  request: TrainRequest,
): Promise<ClustersRunResult> {
  const { result, found } = await runRowsTask(deps, request, CLUSTERS);
  return { ...result, task: 'clusters', clusters: told(found) };
}

/** Clusters that resamples do not find again are no better than a draw. */
function besideChance({ stability }: FoundClusters): BesideGuessing[] {
  if (stability === null) return [];
  const { agreement } = stability;
  return [
    {
      subject: 'a draw',
      isBetter: agreement >= LEAST_AGREEMENT,
      gain: null,
      sentence: `Resamples must agree with the clusters by at least ${LEAST_AGREEMENT}, got ${agreement.toFixed(2)} (1 is the same clusters, 0 is chance).`,
    },
  ];
}

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
