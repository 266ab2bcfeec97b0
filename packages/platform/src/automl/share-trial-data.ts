import { inSharedMemory } from '@kaizenml/ml/math';
import { RECIPES } from '@kaizenml/ml/preprocess';
import { shareTable } from '@kaizenml/ml/table';
import type { TrialData } from './trial-messages.ts';

/**
 * The data of a search in memory that its workers share. Columns that no recipe takes stay behind: levels of
 * ids are as many as rows, and every worker would have them all. It has all texts.
 */
export function shareTrialData({ features, target, folds, metric }: TrialData): TrialData {
  const isTaken = (kind: keyof (typeof RECIPES)['dense']) =>
    Object.values(RECIPES).some((chains) => chains[kind] !== undefined);
  return {
    features: shareTable({
      ...features,
      columns: features.columns.filter(({ kind }) => isTaken(kind)),
    }),
    target:
      target.kind === 'regression'
        ? { ...target, values: inSharedMemory(target.values) }
        : { ...target, codes: inSharedMemory(target.codes) },
    folds: folds.map(({ train, test }) => ({
      train: inSharedMemory(train),
      test: inSharedMemory(test),
    })),
    metric,
  };
}
