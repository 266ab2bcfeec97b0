import { expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { getMetric } from '../../metrics/index.ts';
import { sampleLibrary } from '../testing/sample-library.ts';
import { chooseCombination } from './choose-combination.ts';
import { sketchTeam } from './sketch-team.ts';

it.each([
  ['roc_auc', 2],
  ['log_loss', 3],
  ['rmse', 0],
] as const)('names the members that an ensemble would have: %s', (name, nClasses) => {
  const library = sampleLibrary({ seed: 5, nRows: 300, nMembers: 12, nClasses, noise: () => 1 });
  const metric = getMetric(name);
  const { combination } = chooseCombination(library, metric, {
    random: seededRandom(1),
    kinds: ['ensemble'],
  });
  const weights = combination.kind === 'stack' ? new Float64Array() : combination.weights;
  const names = sketchTeam(library, metric);
  expect(names.toSorted()).toEqual([...combination.members].sort());
  const weightOf = (id: string) => weights[combination.members.indexOf(id)];
  expect(names.map(weightOf)).toEqual([...weights].sort((a, b) => b - a));
});

it('names none where the metric has no value', () => {
  const library = sampleLibrary({ seed: 5, nRows: 50, nMembers: 3, nClasses: 2 });
  const codes = new Int32Array(50);
  const truth = { kind: 'classification', codes, nClasses: 2 } as const;
  expect(sketchTeam({ ...library, truth }, getMetric('roc_auc'))).toEqual([]);
});
