import type { ColumnImportance, Signature } from '@kaizenml/contracts';
import { inferInputs } from '@kaizenml/ml/artifact';
import { type ClusterProfile, clusterGraph } from '@kaizenml/ml/clustering';
import { columnReference } from '@kaizenml/ml/drift';
import { selectColumns, type Table } from '@kaizenml/ml/table';
import { renderTableCard } from '../../reports/index.ts';
import { step } from '../step.ts';
import { answeredColumn } from '../whole-table/answered-column.ts';
import { backgroundRows } from '../whole-table/background-rows.ts';
import type { RowsModel } from '../whole-table/package-rows-model.ts';
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
    const read = selectColumns(table, columns);
    const signature: Signature = {
      inputs: inferInputs(read),
      output: {
        name: CLUSTER_TARGET,
        task: 'multiclass',
        classes: Array.from({ length: count }, (_, code) => clusterName(code)),
        unlabeled: 'clusters',
      },
    };
    const fitted = {
      signature,
      graphs: [clusterGraph(state.encoding, read)],
      members: [
        {
          graph: 0,
          estimator: { name: 'nearest-center', params: { clusters: count } },
          states: [state],
        },
      ],
    };
    return {
      fitted,
      metrics,
      explain: {
        background: backgroundRows(read, seed),
        importance: importanceOf(columns, profiles),
        reference: [
          ...read.columns.map((column) => columnReference(column)),
          columnReference(answeredColumn(fitted, read)),
        ],
      },
      card: renderTableCard({
        title: 'Clusters of rows that are alike',
        answers: `One of ${count} clusters, with the probability of each and the distance to its center`,
        lines: profiles.map(
          ({ code, share, description }) =>
            `**${clusterName(code)}** (${Math.round(100 * share)} % of the rows): ${description}`,
        ),
        metrics,
        columns,
        notFor:
          'Clusters are a way to look at rows, not a truth about them. Rows unlike those of the training get the nearest cluster all the same: look at the distance.',
      }),
    };
  },
});

/** How far clusters lie apart in a column: the largest effect of any cluster, in standard deviations. */
function importanceOf(
  columns: readonly string[],
  profiles: readonly ClusterProfile[],
): ColumnImportance[] {
  return columns
    .map((column) => {
      const effects = profiles.flatMap(({ traits }) =>
        traits.filter((trait) => trait.column === column).map(({ effect }) => Math.abs(effect)),
      );
      return { column, mean: Math.max(0, ...effects), sd: 0 };
    })
    .sort((a, b) => b.mean - a.mean);
}
