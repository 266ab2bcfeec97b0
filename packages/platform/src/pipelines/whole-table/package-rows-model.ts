import { ANSWERS_FILE, packModel, recordAnswers } from '@kaizenml/ml/artifact';
import { BASELINE_FILE } from '@kaizenml/ml/windows';
import { sha256 } from '../../kit/index.ts';
import { packageStep } from './package-step.ts';
import type { RowsModel } from './rows-model.ts';

/** Writes the artifact of a model that was learned without a target. */
export const packageRowsModel = packageStep<{ model: RowsModel }>({
  title: 'Packing the model',
  url: import.meta.url,
  metricsOf: ({ model }) => model.metrics,
  filesOf({ model: { fitted, explain, card, baseline } }, about) {
    const { manifest, weights } = packModel(fitted, about, sha256);
    return {
      'manifest.json': `${JSON.stringify(manifest, null, 1)}\n`,
      'weights.bin': weights,
      'explain.json': `${JSON.stringify(explain)}\n`,
      [ANSWERS_FILE]: `${JSON.stringify(recordAnswers(fitted, { manifest, explain }))}\n`,
      [BASELINE_FILE]: baseline,
      'card.md': card,
    };
  },
});
