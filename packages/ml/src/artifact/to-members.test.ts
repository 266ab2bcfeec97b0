import { expect, it } from 'vitest';
import type { FittedMember } from './fitted-model.ts';
import { toMembers } from './to-members.ts';

const member = (name: string, nStates: number): FittedMember => ({
  graph: 0,
  estimator: { name, params: {} },
  states: Array.from({ length: nStates }, () => ({})),
});
const two = [member('boosted-trees', 5), member('logistic', 1)];

it('tells how much each model counts, and how many copies it has', () => {
  const weights = Float64Array.of(0.75, 0.25);
  const combination = { kind: 'ensemble', members: ['a', 'b'], weights } as const;
  expect(toMembers({ members: two, combination })).toEqual([
    { title: 'Boosted trees', weight: 0.75, nBagged: 5 },
    { title: 'Logistic regression', weight: 0.25, nBagged: 1 },
  ]);
  expect(toMembers({ members: [member('logistic', 1)] })).toEqual([
    { title: 'Logistic regression', weight: 1, nBagged: 1 },
  ]);
});

it('gives no weights where a model learned how answers are combined', () => {
  const combination = {
    kind: 'stack',
    members: ['a', 'b'],
    nClasses: 0,
    center: 0,
    scale: 1,
    model: { weights: new Float64Array(2), intercept: 0 },
  } as const;
  expect(toMembers({ members: two, combination }).map(({ weight }) => weight)).toEqual([
    null,
    null,
  ]);
});
