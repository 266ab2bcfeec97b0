import type { ClustersReport, TableReport } from '../../reports/index.ts';
import { clusterName } from './cluster-model.ts';
import type { FoundClusters } from './find-clusters.ts';

/** What the report is made of. */
export function toClustersReport(about: TableReport, found: FoundClusters): ClustersReport {
  const { choice, profiles, stability, map } = found;
  return {
    ...about,
    count: found.count,
    isAsked: found.isAsked,
    reason: choice.reason,
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
