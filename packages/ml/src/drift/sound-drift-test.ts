import type { DriftTest } from './drift-test.ts';
import type { SampleKind } from './samples/index.ts';
import { absTextContentDriftTest } from './texts/index.ts';
import { jensenshannonTest, ksTest } from './univariate/index.ts';
import { embeddingsModelTest } from './vectors/index.ts';

const SOUND: Readonly<Record<SampleKind, DriftTest>> = {
  numbers: ksTest,
  levels: jensenshannonTest,
  texts: absTextContentDriftTest,
  vectors: embeddingsModelTest,
};

/**
 * The test that we recommend for a kind of sample, whatever its size, together with `judgeColumns`.
 *
 * Numbers by Kolmogorov and Smirnov: its effect is a share of rows, which no unit, no outlier and no bin decides, and its p-value has all
 * digits that a correction for many columns needs. Levels by Jensen and Shannon: levels that come and go count by their rows and not by
 * a floor, and sparse ones join others before chance is reckoned. Texts and vectors by a model that tells them apart.
 *
 * The customary choice, `defaultDriftTest`, changes its test at 1000 rows because p-values alone call every difference of large samples
 * drift, and distances alone call the noise of small ones drift. With effect and significance both asked for there is nothing to change.
 */
export function soundDriftTest(kind: SampleKind): DriftTest {
  return SOUND[kind];
}
