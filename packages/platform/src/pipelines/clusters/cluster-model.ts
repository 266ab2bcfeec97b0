import { type ClusterProfile, clusterGraph } from '@kaizenml/ml/clustering';
import type { Table } from '@kaizenml/ml/table';
import { step } from '../step.ts';
import { type RowsModel, rowsModel } from '../whole-table/rows-model.ts';
import type { FoundClusters } from './find-clusters.ts';

/** What the model answers: the name of the column of answers. */
export const CLUSTER_TARGET = 'cluster';

/** Name of a cluster by its number from 0. */
export function clusterName(code: number): string {
  return `cluster ${code + 1}`;
}

/** The model that says to which cluster a row belongs. */
export const clusterModel = step<
  { table: Table; found: FoundClusters },
  { readonly seed: number },
  RowsModel
>({
  name: 'fit',
  title: 'Making a model that answers new rows',
  url: import.meta.url,
  async run({ table, found }, { seed }) {
    const { state, columns, count, profiles, metrics } = found;
    return rowsModel(table, {
      columns,
      output: {
        name: CLUSTER_TARGET,
        task: 'multiclass',
        classes: Array.from({ length: count }, (_, code) => clusterName(code)),
        unlabeled: 'clusters',
      },
      graphOf: (read) => clusterGraph(state.encoding, read),
      estimator: { name: 'nearest-center', params: { clusters: count }, state },
      importanceOf: (column) => largestEffect(column, profiles),
      metrics,
      seed,
      card: {
        title: 'Clusters of rows that are alike',
        answers: `One of ${count} clusters, with the probability of each and the distance to its center`,
        lines: profiles.map(
          ({ code, share, description }) =>
            `**${clusterName(code)}** (${Math.round(100 * share)} % of the rows): ${description}`,
        ),
        notFor:
          'Clusters are a way to look at rows, not a truth about them. Rows unlike those of the training get the nearest cluster all the same: look at the distance.',
      },
    });
  },
});

/** How far clusters lie apart in a column: the largest effect of any cluster, in standard deviations. */
function largestEffect(column: string, profiles: readonly ClusterProfile[]): number {
  const effects = profiles.flatMap(({ traits }) =>
    traits.filter((trait) => trait.column === column).map(({ effect }) => Math.abs(effect)),
  );
  return Math.max(0, ...effects);
}
