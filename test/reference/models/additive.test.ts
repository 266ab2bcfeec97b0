import { resolveParams } from '@kaizenml/contracts';
import { fromRows, seededRandom } from '@kaizenml/ml/math';
import { additiveBoosting } from '@kaizenml/ml/models';
import { expect, it } from 'vitest';
import expected from './expected-additive.json' with { type: 'json' };

it(`additive boosting comes as near to the truth as interpret ${expected.versions['interpret-core']}, and finds the same pair`, () => {
  const { x, y, nTrain } = expected;
  const params = resolveParams('additive-boosting', additiveBoosting.params, { nInteractions: 3 });
  const state = additiveBoosting.fit(
    fromRows(x.slice(0, nTrain)),
    { kind: 'regression', values: Float64Array.from(y.slice(0, nTrain)) },
    params,
    { random: seededRandom(1) },
  );
  const test = x.slice(nTrain);
  const answers = additiveBoosting.predict(state, fromRows(test));
  const squares = test.reduce((sum, [a, b, c], i) => {
    const truth = 2 * Math.abs(a) + (b > 0.3 ? 1 : 0) + 3 * a * c;
    return sum + (answers[i] - truth) ** 2;
  }, 0);
  expect(Math.sqrt(squares / test.length)).toBeLessThan(1.1 * expected.rmseOfSignal);
  expect(state.surfaces[0].columns).toEqual(expected.strongestPair);
});
