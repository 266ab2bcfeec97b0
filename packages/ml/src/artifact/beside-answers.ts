import type { Prediction } from '@kaizenml/contracts';
import { type Features, isSparse } from '../math/index.ts';
import { type Column, cell } from '../table/index.ts';
import type { FittedModel } from './fitted-model.ts';
import { getPredictor } from './predictors.ts';

/** What answers to prepared rows say besides; undefined for a model that says nothing. */
export function besideAnswers({
  members,
}: FittedModel): ((prepared: readonly Features[]) => readonly Column[]) | undefined {
  const [{ graph, estimator, states }, ...others] = members;
  const { beside } = getPredictor(estimator.name);
  if (beside === undefined || others.length > 0 || states.length > 1) return undefined;
  return (prepared) => {
    const x = prepared[graph];
    return isSparse(x) ? [] : beside(states[0], x);
  };
}

/** The row of such columns as callers get it. */
export function besideRow(columns: readonly Column[], row: number): Pick<Prediction, 'beside'> {
  return {
    beside: Object.fromEntries(
      columns.map((column) => {
        const value = cell(column, row);
        return [
          column.name,
          column.kind === 'boolean' && value !== null ? value === 'true' : value,
        ];
      }),
    ),
  };
}
