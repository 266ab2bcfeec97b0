import { AppError } from '@kaizenml/contracts';
import type { DriftTest } from './drift-test.ts';
import { absTextContentDriftTest, percTextContentDriftTest } from './texts/index.ts';
import {
  andersonTest,
  chisquareTest,
  cramerVonMisesTest,
  edTest,
  empiricalMmdTest,
  esTest,
  fisherExactTest,
  gTest,
  hellingerTest,
  jensenshannonTest,
  klDivTest,
  ksTest,
  lInfinityTest,
  mannwTest,
  psiTest,
  tTest,
  tvdTest,
  wassersteinTest,
  zTest,
} from './univariate/index.ts';
import {
  embeddingsDistanceTest,
  embeddingsMmdTest,
  embeddingsModelTest,
  embeddingsRatioTest,
} from './vectors/index.ts';

/** Every drift test of one column. */
export const DRIFT_TESTS: readonly DriftTest[] = [
  ksTest,
  zTest,
  chisquareTest,
  fisherExactTest,
  gTest,
  tvdTest,
  andersonTest,
  cramerVonMisesTest,
  mannwTest,
  tTest,
  esTest,
  edTest,
  empiricalMmdTest,
  wassersteinTest,
  jensenshannonTest,
  klDivTest,
  psiTest,
  hellingerTest,
  lInfinityTest,
  percTextContentDriftTest,
  absTextContentDriftTest,
  embeddingsDistanceTest,
  embeddingsModelTest,
  embeddingsRatioTest,
  embeddingsMmdTest,
];

/** A test by its customary name. @throws ARGUMENT_INVALID for a name that no test has. */
export function getDriftTest(name: string): DriftTest {
  const found = DRIFT_TESTS.find((test) => test.name === name);
  if (found) return found;
  const known = DRIFT_TESTS.map((test) => test.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `A drift test must be one of ${known.join(', ')}, got "${name}".`,
    hint: 'The reference of metrics says what each of them compares.',
    details: { received: name, known },
  });
}
