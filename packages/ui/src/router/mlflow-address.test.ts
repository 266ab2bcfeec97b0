import { expect, it } from 'vitest';
import { fromMlflowAddress } from './mlflow-address.ts';

it.each([
  ['#/experiments/1/runs/01M83VSYPWY9G60JWKTQNAXY9B', '/runs/01M83VSYPWY9G60JWKTQNAXY9B'],
  ['#/experiments/1/runs/01M8/artifacts', '/runs/01M8'],
  ['#/experiments/1', '/runs?experiment-id=1'],
  ['#/experiments/12?searchFilter=', '/runs?experiment-id=12'],
  ['#/models/iris', '/models/iris'],
  ['#/models/a%20b/versions/3', '/models/a%20b?version=3'],
  ['#how-it-went', undefined],
  ['', undefined],
])('leads from %s to %s', (theirs, ours) => {
  expect(fromMlflowAddress(theirs)).toBe(ours);
});
