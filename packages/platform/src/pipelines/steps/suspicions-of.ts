import type { Finding } from '@kaizenml/contracts';
import { percent } from '@kaizenml/ml/guardrails';
import type { Evaluated } from './evaluate.ts';

const NEARLY_PERFECT = 0.999;
const ENOUGH_ROWS = 150;
/** Standard errors beyond which the share of rows below a quantile is not off by chance. */
const UNLIKELY = 4;

/** What a careful engineer would look at twice in the figures of the test part. */
export function suspicionsOf(
  evaluated: Pick<Evaluated, 'metrics' | 'curves' | 'nTestRows' | 'coverage'>,
): Finding[] {
  return [...tooGood(evaluated), ...neverAnswered(evaluated), ...coverageOf(evaluated)];
}

/** What quantiles promised, and what came; a warning where chance does not explain the difference. */
function coverageOf({
  coverage,
  nTestRows: n,
}: Pick<Evaluated, 'coverage' | 'nTestRows'>): Finding[] {
  if (coverage === undefined) return [];
  const { below, between } = coverage;
  const deviations = below.map(
    ({ level, share }) => Math.abs(share - level) / Math.sqrt((level * (1 - level)) / n),
  );
  const isOff = Math.max(...deviations) > UNLIKELY;
  const each = below.map(({ level, share }) => `${percent(share)} below the quantile ${level}`);
  return [
    {
      code: 'QUANTILES_COVERAGE',
      severity: isOff ? 'warning' : 'info',
      message: `${between ? `${percent(between.share)} of ${n} unseen rows lie between the outer quantiles, which promise ${percent(between.promised)}: ` : `Of ${n} unseen rows lie `}${each.join(', ')}.`,
      ...(isOff && {
        hint: 'The difference is larger than chance explains: rows may differ between training and test, or values repeat, as counts do.',
      }),
      details: { ...coverage, nTestRows: n },
    },
  ];
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
