import type { Signature } from '@kaizenml/contracts';
import { inferInputs } from '@kaizenml/ml/artifact';
import { columnReference } from '@kaizenml/ml/drift';
import { outlierGraph } from '@kaizenml/ml/outliers';
import { selectColumns, type Table } from '@kaizenml/ml/table';
import { renderTableCard } from '../../reports/index.ts';
import { step } from '../step.ts';
import { answeredColumn } from '../whole-table/answered-column.ts';
import { backgroundRows } from '../whole-table/background-rows.ts';
import type { RowsModel } from '../whole-table/package-rows-model.ts';
import type { FoundAnomalies } from './find-anomalies.ts';

/** What the model answers: the name of the column of answers. */
export const ANOMALY_TARGET = 'anomaly';

/** The model that says how unusual a row is. */
export const anomalyModel = step<
  { table: Table; found: FoundAnomalies },
  { readonly seed: number },
  RowsModel
>({
  name: 'fit',
  title: 'Making a model that answers new rows',
  url: import.meta.url,
  async run({ table, found }, { seed }) {
    const { model, nFlagged, metrics } = found;
    const columns = model.columns.columns.map(({ name }) => name);
    const read = selectColumns(table, columns);
    const signature: Signature = {
      inputs: inferInputs(read),
      output: {
        name: ANOMALY_TARGET,
        task: 'regression',
        range: [0.5, 1],
        unlabeled: 'anomalies',
      },
    };
    const fitted = {
      signature,
      graphs: [outlierGraph(model.columns, read)],
      members: [
        {
          graph: 0,
          estimator: { name: 'unusual-rows', params: { detector: model.detector } },
          states: [model],
        },
      ],
    };
    const counted = new Map(found.columns.map(({ column, nRows }) => [column, nRows]));
    return {
      fitted,
      metrics,
      explain: {
        background: backgroundRows(read, seed),
        importance: columns
          .map((column) => ({
            column,
            mean: nFlagged === 0 ? 0 : (counted.get(column) ?? 0) / nFlagged,
            sd: 0,
          }))
          .sort((a, b) => b.mean - a.mean),
        reference: [
          ...read.columns.map((column) => columnReference(column)),
          columnReference(answeredColumn(fitted, read)),
        ],
      },
      card: renderTableCard({
        title: 'Rows that are unlike the others',
        answers:
          'How unusual a row is, from 0.5 to 1: the share of ordinary rows that are less unusual; whether it is above the threshold, and which columns make it so',
        lines: found.columns
          .slice(0, 10)
          .map(({ column, nRows }) => `**${column}** is a reason for ${nRows} of the flagged rows`),
        metrics,
        columns,
        notFor:
          'Unusual is not wrong: a flagged row is one to look at. What is common among the training rows is ordinary to the model, faults included.',
      }),
    };
  },
});
