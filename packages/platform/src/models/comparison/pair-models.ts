import { AppError } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Model } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import { bootstrapIntervals, type Metric, metricsFor, pairedGain } from '@kaizenml/ml/metrics';
import type { Table } from '@kaizenml/ml/table';
import { judgedRows, outcomeOn } from './answer-rows.ts';
import { described } from './described-metric.ts';

type Comparison = OutputOf<Operations['models']['compare']>;
type Paired = NonNullable<Comparison['paired']>;

const N_RESAMPLES = 200;
const SEED = 1;

/**
 * Two models on the same rows: the figures of both, and how much better the other one is on the same resamples of rows, so that
 * what makes a row hard for both cancels out.
 *
 * @throws COLUMN_UNKNOWN, TARGET_UNUSABLE, INPUT_SCHEMA_MISMATCH
 */
export function pairModels(
  { one, other }: { readonly one: Model; readonly other: Model },
  table: Table,
  data: string,
): Omit<Paired, 'learnedFrom'> {
  const metrics = comparedMetrics(one);
  const rows = judgedRows(table, one.signature);
  const classes = one.signature.output.classes ?? [];
  const [first, second] = [outcomeOn(one, rows, classes), outcomeOn(other, rows, classes)];
  const options = () => ({ nResamples: N_RESAMPLES, random: seededRandom(SEED) });
  const [ofOne, ofOther] = [first, second].map((outcome) =>
    bootstrapIntervals(outcome, metrics, options()),
  );
  return {
    data,
    nRows: rows.nRows,
    metrics: metrics.map((metric) => ({
      ...described(metric, one, other),
      one: ofOne?.[metric.name] ?? null,
      other: ofOther?.[metric.name] ?? null,
      gain: pairedGain(metric, { ours: second, theirs: first }, options()) ?? null,
    })),
  };
}

/** The metrics of a task that rows alone define; of quantiles those of the middle one. */
function comparedMetrics({ signature: { output } }: Model): readonly Metric[] {
  if (output.unlabeled !== undefined) throw notOnRows(output, 'were made without a target');
  if (output.aim === 'ranking') throw notOnRows(output, 'rank rows within groups');
  if (output.aim !== 'quantiles') return metricsFor(output.task, output.aim);
  return metricsFor('regression').filter(({ name }) =>
    ['mae', 'median_absolute_error'].includes(name),
  );
}

function notOnRows({ name, aim, unlabeled }: Model['signature']['output'], why: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The models of "${name}" ${why} and cannot be compared on rows alone.`,
    hint: 'Leave `--data` out: what is known of each stands side by side.',
    details: { target: name, ...(aim && { aim }), ...(unlabeled && { unlabeled }) },
  });
}
