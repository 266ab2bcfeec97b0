import { outlierGraph } from '@kaizenml/ml/outliers';
import type { Table } from '@kaizenml/ml/table';
import { step } from '../step.ts';
import { type RowsModel, rowsModel } from '../whole-table/rows-model.ts';
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
    const counted = new Map(found.columns.map(({ column, nRows }) => [column, nRows]));
    return rowsModel(table, {
      columns: model.columns.columns.map(({ name }) => name),
      output: {
        name: ANOMALY_TARGET,
        task: 'regression',
        range: [0.5, 1],
        unlabeled: 'anomalies',
      },
      graphOf: (read) => outlierGraph(model.columns, read),
      estimator: { name: 'unusual-rows', params: { detector: model.detector }, state: model },
      importanceOf: (column) => (nFlagged === 0 ? 0 : (counted.get(column) ?? 0) / nFlagged),
      metrics,
      seed,
      card: {
        title: 'Rows that are unlike the others',
        answers:
          'How unusual a row is, from 0.5 to 1: the share of ordinary rows that are less unusual; whether it is above the threshold, and which columns make it so',
        lines: found.columns
          .slice(0, 10)
          .map(({ column, nRows }) => `**${column}** is a reason for ${nRows} of the flagged rows`),
        notFor:
          'Unusual is not wrong: a flagged row is one to look at. What is common among the training rows is ordinary to the model, faults included.',
      },
    });
  },
});
