import type { Finding } from '@kaizenml/contracts';
import type { Evaluated } from './evaluate.ts';

const NEARLY_PERFECT = 0.999;
const ENOUGH_ROWS = 150;

/** What a careful engineer would look at twice in the figures of the test part. */
export function suspicionsOf(
  evaluated: Pick<Evaluated, 'metrics' | 'curves' | 'nTestRows'>,
): Finding[] {
  return [...tooGood(evaluated), ...neverAnswered(evaluated)];
}

function tooGood({ metrics, nTestRows }: Pick<Evaluated, 'metrics' | 'nTestRows'>): Finding[] {
  const name = ['r2', 'roc_auc', 'roc_auc_ovr'].find(
    (each) => (metrics[each]?.value ?? 0) > NEARLY_PERFECT,
  );
  if (name === undefined || nTestRows < ENOUGH_ROWS) return [];
  const value = metrics[name]?.value;
  return [
    {
      code: 'SCORE_TOO_GOOD',
      severity: 'warning',
      message: `The model is nearly perfect on ${nTestRows} unseen rows (${name.replaceAll('_', ' ')} ${Number(value?.toPrecision(5))}): together some columns give the answer away, or the task is easy.`,
      hint: 'Look at the most important columns in the report, and list under `ignore` in kaizen.yaml what is known only after the outcome or adds up to it.',
      details: { metric: name, value, nTestRows },
    },
  ];
}

function neverAnswered({ curves }: Pick<Evaluated, 'curves'>): Finding[] {
  if (!curves.confusion) return [];
  const { classes, counts } = curves.confusion;
  const nTrue = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const nAnswered = classes.map((_, c) => counts.reduce((sum, row) => sum + (row[c] ?? 0), 0));
  const nRows = nTrue.reduce((sum, n) => sum + n, 0);
  return classes
    .map((label, c) => ({ label, nTrue: nTrue[c] ?? 0, nAnswered: nAnswered[c] ?? 0 }))
    .filter((each) => each.nTrue > 0 && each.nAnswered === 0)
    .map(({ label, nTrue: n }) => ({
      code: 'CLASS_NEVER_ANSWERED',
      severity: 'warning',
      message: `The model never answers "${label}", which ${n} of ${nRows} unseen rows are.`,
      hint: 'Use its probabilities with a threshold of your own, below one half for a rare class.',
      details: { class: label, nTrue: n, nRows },
    }));
}
