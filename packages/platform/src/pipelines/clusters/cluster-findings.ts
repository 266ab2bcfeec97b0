import type { Finding } from '@kaizenml/contracts';
import type { ChoiceOfK, Stability } from '@kaizenml/ml/clustering';
import type { LeftOut } from '@kaizenml/ml/unlabeled';
import { leftOutFinding } from '../whole-table/left-out-finding.ts';

/** Jaccard index below which a cluster is not found again often enough to be trusted (Hennig 2007). */
const TRUSTED = 0.6;

/** What must be known of clusters before they are used. */
export function clusterFindings({
  count,
  asked,
  choice,
  stability,
  leftOut,
}: {
  readonly count: number;
  readonly asked: number | undefined;
  readonly choice: ChoiceOfK;
  readonly stability: Stability | null;
  readonly leftOut: readonly LeftOut[];
}): Finding[] {
  const details = { count, chosen: choice.k };
  const shaky =
    stability?.ofClusters.flatMap((found, code) => (found < TRUSTED ? [code + 1] : [])) ?? [];
  return [
    ...leftOutFinding(leftOut),
    ...(choice.k === 1
      ? [
          {
            code: 'CLUSTERS_NONE' as const,
            severity: 'warning' as const,
            message: choice.reason,
            hint:
              asked === undefined
                ? 'Look for groups by other columns, or ask for slices of the cloud with `--clusters`.'
                : 'Take the clusters for slices of one cloud: their borders are not borders of the data.',
            details,
          },
        ]
      : []),
    ...(asked !== undefined && choice.k > 1 && choice.k !== asked
      ? [
          {
            code: 'CLUSTERS_OTHER_COUNT' as const,
            severity: 'info' as const,
            message: `${asked} clusters were asked for; the data speak for ${choice.reason}`,
            details,
          },
        ]
      : []),
    ...(shaky.length > 0
      ? [
          {
            code: 'CLUSTERS_UNSTABLE' as const,
            severity: 'warning' as const,
            message: `${shaky.length === 1 ? `Cluster ${shaky[0]} is` : `Clusters ${shaky.join(', ')} are`} not found again in resampled rows often enough to be trusted (overlap below ${TRUSTED}).`,
            hint: 'Ask for fewer clusters, or give more rows.',
            details: { ...details, shaky },
          },
        ]
      : []),
  ];
}
