import {
  calibrate,
  calibrationError,
  chooseByMetric,
  chooseCalibration,
  chooseCombination,
  combineAnswers,
  decide,
  outcomeOf,
} from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import { type ClassificationOutcome, defaultMetric, getMetric } from '@kaizenml/ml/metrics';
import { addFigure } from './normalized.ts';
import { asLibrary, type TeamLibrary } from './team-library.ts';

/** What calibration and thresholds change on test rows; positive is better. */
export function judgeCorrections(
  figures: Map<string, Map<string, number[]>>,
  team: TeamLibrary,
): void {
  const { truth, testTruth, foldOf, task } = team;
  if (truth.kind !== 'classification') return;
  const table = `${team.table} ${foldOf.length}`;
  const add = (name: string, value: number) => addFigure(figures, { name, table, value });
  const metric = defaultMetric(task);
  const choice = chooseCombination(asLibrary(team), metric, { random: seededRandom(1) });
  const given = combineAnswers(
    choice.combination,
    choice.combination.members.map((id) =>
      Float64Array.from(team.members.find((each) => each.id === id)?.refit ?? []),
    ),
  );
  const outcome = (probabilities: Float64Array) =>
    outcomeOf(testTruth, probabilities) as ClassificationOutcome;
  const known = outcomeOf(truth, choice.answers) as ClassificationOutcome;
  const { calibration, probabilities } = chooseCalibration(known, foldOf);
  const corrected = calibrate(calibration, given);
  const logLoss = getMetric('log_loss');
  add(
    'log loss won by calibration',
    logLoss.compute(outcome(given)) - logLoss.compute(outcome(corrected)),
  );
  add('calibration error before', calibrationError(outcome(given)));
  add('calibration error after', calibrationError(outcome(corrected)));
  if (truth.nClasses !== 2) return;
  for (const name of ['f1', 'balanced_accuracy', 'mcc', 'accuracy']) {
    const called = getMetric(name);
    const { decision } = chooseByMetric({ ...known, probabilities }, called, {
      foldOf,
      random: seededRandom(1),
    });
    const valueAt = (threshold: number) => {
      const codes = decide({ kind: 'threshold', threshold }, corrected);
      const certain = new Float64Array(corrected.length);
      codes.forEach((code, i) => {
        certain[2 * i + code] = 1;
      });
      return called.compute(outcome(certain));
    };
    add(`${name} won by a threshold`, valueAt(decision.threshold) - valueAt(0.5));
  }
}
