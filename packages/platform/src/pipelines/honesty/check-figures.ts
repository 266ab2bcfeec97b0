import { getMetric } from '@kaizenml/ml/metrics';
import type { CheckFigures } from '../../reports/index.ts';
import { inDigits } from '../in-digits.ts';
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
      low === null || high === null
        ? ''
        : ` (gain 90 %: ${inDigits(low, 3)} to ${inDigits(high, 3)})`;
    const how = value > 0 ? 'better' : 'worse';
    sentences.push(
      `Out of fold, what was chosen is ${how} than guessing by ${inDigits(Math.abs(value), 3)} of ${title}${range}, once the luck of the best of several is taken out.`,
    );
  }
  if (shuffled) {
    const { shuffled: values, chance } = shuffled;
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    sentences.push(
      shuffled.isLeaking
        ? shuffled.sentence
        : `On ${values.length} targets in random order, ${shuffled.candidate} had a mean ${title} of ${inDigits(mean, 3)}, where guessing has ${inDigits(chance, 3)}: nothing of the target reaches the rows that judge.`,
    );
  }
  if (byHeart)
    sentences.push(
      byHeart.isLearned
        ? `${byHeart.nRows} rows could be learned by heart: what the columns say reaches the models.`
        : `${byHeart.nRows} rows could not be learned by heart (${getMetric(byHeart.metric).title} ${inDigits(byHeart.value, 3)} on them): the columns lose their content on the way to the models.`,
    );
  return {
    sentences,
    ...(curve && {
      curve: { points: curve.points, curve: curve.curve, sentence: curve.sentence },
    }),
    ...(gain && { baseline: gain.baselineValue }),
  };
}
