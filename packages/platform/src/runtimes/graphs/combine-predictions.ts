import type { OutputField, Prediction } from '@kaizenml/contracts';
import type { PlannedNode } from './graph-plan.ts';

/** One member of an ensemble that has answered. */
export interface Member {
  readonly weight: number;
  /** One per row. */
  readonly predictions: readonly Prediction[];
}

/**
 * One answer of many, row by row.
 *
 * `mean` and `weighted` average numbers, or probabilities; a class that came without probabilities counts as certain. A
 * class that all members call is called; else the most probable one. `vote` calls the class that most members call, of
 * equal numbers the one of the earlier member, and has no probabilities. Members that did not answer are left out.
 *
 * @param members At least one.
 */
export function combinePredictions(
  members: readonly Member[],
  {
    combine,
    classes,
  }: Pick<PlannedNode, 'combine'> & { readonly classes: OutputField['classes'] | undefined },
): Prediction[] {
  const [first] = members;
  if (first === undefined || combine === 'first') return [...(first?.predictions ?? [])];
  const weights = members.map(({ weight }) => (combine === 'weighted' ? weight : 1));
  return first.predictions.map((_, i) => {
    const answers = members.map(({ predictions }) => predictions[i] as Prediction);
    if (combine === 'vote') return { prediction: mostVoted(answers) };
    if (classes === undefined)
      return {
        prediction: weightedMean(
          answers.map(({ prediction }) => Number(prediction)),
          weights,
        ),
      };
    const means = classes.map((name) =>
      weightedMean(
        answers.map((answer) => probabilityOf(name, answer)),
        weights,
      ),
    );
    const [{ prediction: called } = { prediction: '' }] = answers;
    const isUnanimous = answers.every(({ prediction }) => prediction === called);
    const likeliest = classes[means.indexOf(Math.max(...means))] ?? '';
    return {
      prediction: isUnanimous ? called : likeliest,
      probabilities: Object.fromEntries(classes.map((name, k) => [name, means[k] ?? 0])),
    };
  });
}

function probabilityOf(name: string, { prediction, probabilities }: Prediction): number {
  return probabilities?.[name] ?? Number(prediction === name);
}

/** Around the first value, so that the mean of equal values is that value to the last bit. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const [origin = 0] = values;
  let [sum, total] = [0, 0];
  for (const [k, value] of values.entries()) {
    const weight = weights[k] ?? 0;
    sum += weight * (value - origin);
    total += weight;
  }
  return origin + sum / total;
}

function mostVoted(answers: readonly Prediction[]): string | number {
  const votes = new Map<string | number, number>();
  for (const { prediction } of answers) votes.set(prediction, (votes.get(prediction) ?? 0) + 1);
  const most = Math.max(...votes.values());
  return answers.find(({ prediction }) => votes.get(prediction) === most)?.prediction ?? '';
}
