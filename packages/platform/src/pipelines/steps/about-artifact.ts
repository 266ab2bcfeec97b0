import type { Estimate, Finding, ImportedFrom, Manifest } from '@kaizenml/contracts';
import { version } from '../../version.ts';

/** Where an artifact came from; enters the manifest but not the cache key, for the same parts give the same artifact. */
export interface Origin {
  readonly runId: string;
  readonly createdAt: string;
  /** For a model that another library trained. */
  readonly imported?: ImportedFrom;
}

/** What the manifest says besides what was learned. */
export interface AboutParams {
  readonly datasetName: string;
  readonly datasetHash: string;
  readonly nTrainRows: number;
  readonly seed: number;
  readonly primaryMetric: string;
  readonly findings: readonly Finding[];
}

/** The part of every manifest that tells how the artifact came about. */
export function aboutArtifact(
  { runId, createdAt }: Origin,
  metrics: Readonly<Record<string, Estimate>>,
  { datasetName, datasetHash, nTrainRows, seed, primaryMetric, findings }: AboutParams,
): Pick<
  Manifest,
  'createdAt' | 'metrics' | 'primaryMetric' | 'findings' | 'lineage' | 'environment'
> {
  return {
    createdAt,
    metrics,
    primaryMetric,
    findings,
    lineage: { runId, datasetHash, datasetName, nTrainRows, seed },
    environment: { kaizenml: version, runtime: `node ${process.versions.node}` },
  };
}
