import { getMetric } from '@kaizenml/ml/metrics';
import type { CheckFigures } from '../../reports/index.ts';
import type { LearningChecks } from './learning-checks.ts';

/** The checks of a search as a report shows them: a sentence each, and the curve where one was needed. */
export function checkFigures({
  metric,
  gain,
  byHeart,
  shuffled,
  curve,
}: LearningChecks): CheckFigures {
  const { title } = getMetric(metric);
  const sentences: string[] = [];
  if (gain) {
    const { value, low, high } = gain.gain;
    const range =
      low === null || high === null ? '' : ` (gain 90 %: ${three(low)} to ${three(high)})`;
    const how = value > 0 ? 'better' : 'worse';
    sentences.push(
      `Out of fold, what was chosen is ${how} than guessing by ${three(Math.abs(value))} of ${title}${range}, once the luck of the best of several is taken out.`,
    );
  }
  if (shuffled) {
    const { shuffled: values, chance } = shuffled;
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    sentences.push(
      shuffled.isLeaking
        ? shuffled.sentence
        : `On ${values.length} targets in random order, ${shuffled.candidate} had a mean ${title} of ${three(mean)}, where guessing has ${three(chance)}: nothing of the target reaches the rows that judge.`,
    );
  }
  if (byHeart)
    sentences.push(
      byHeart.isLearned
        ? `${byHeart.nRows} rows could be learned by heart: what the columns say reaches the models.`
        : `${byHeart.nRows} rows could not be learned by heart (${getMetric(byHeart.metric).title} ${three(byHeart.value)} on them): the columns lose their content on the way to the models.`,
    );
  return {
    sentences,
    ...(curve && {
      curve: { points: curve.points, curve: curve.curve, sentence: curve.sentence },
    }),
    ...(gain && { baseline: gain.baselineValue }),
  };
}

function three(value: number): string {
  return String(Number(value.toPrecision(3)));
}
