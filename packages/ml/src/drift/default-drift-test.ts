import { alignLevels } from './bins/index.ts';
import type { DriftTest } from './drift-test.ts';
import type { NumberSample, Sample } from './samples/index.ts';
import { walkTogether } from './samples/index.ts';
import { absTextContentDriftTest, percTextContentDriftTest } from './texts/index.ts';
import {
  chisquareTest,
  jensenshannonTest,
  ksTest,
  wassersteinTest,
  zTest,
} from './univariate/index.ts';
import { embeddingsModelTest } from './vectors/index.ts';

/** Rows of a reference from which on a distance decides, since p-values then call every difference drift. */
const MANY_ROWS = 1000;
/** Distinct values up to which numbers are compared as levels. */
const FEW_VALUES = 5;

/**
 * The customary test of a column, by its kind, the rows of the reference and the distinct values of both samples.
 *
 * Up to 1000 rows Kolmogorov-Smirnov for numbers of more than five values, chi-square for levels, z for two; beyond, Wasserstein and
 * Jensen-Shannon. Texts and vectors are told apart by a model.
 *
 * @cost O(values)
 */
export function defaultDriftTest(reference: Sample, current: Sample): DriftTest {
  const isLarge = reference.n > MANY_ROWS;
  if (reference.kind === 'texts')
    return isLarge ? absTextContentDriftTest : percTextContentDriftTest;
  if (reference.kind === 'vectors') return embeddingsModelTest;
  const nValues = countValues(reference, current);
  const isContinuous = reference.kind === 'numbers' && nValues > FEW_VALUES;
  if (isLarge) return isContinuous ? wassersteinTest : jensenshannonTest;
  if (isContinuous) return ksTest;
  return nValues > 2 ? chisquareTest : zTest;
}

function countValues(reference: Sample, current: Sample): number {
  if (reference.kind === 'levels' && current.kind === 'levels')
    return alignLevels(reference, current).reference.length;
  if (reference.kind === 'numbers' && current.kind === 'numbers')
    return countNumbers(reference, current);
  return 0;
}

function countNumbers(reference: NumberSample, current: NumberSample): number {
  const known = Math.max(reference.nDistinct, current.nDistinct);
  if (known > FEW_VALUES) return known;
  let n = 0;
  walkTogether(reference, current, () => {
    n++;
  });
  return n;
}
