/** Scores of one method over a set of series. */
export interface AccuracyMeans {
  readonly smape: number;
  readonly mase: number;
}

/**
 * Overall weighted average: the mean of sMAPE and MASE, each relative to that of a reference (in M4: Naive2). Below 1
 * is better than the reference.
 *
 * @source Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition", International Journal of Forecasting
 * 36, 54-74.
 */
export function owa(method: AccuracyMeans, reference: AccuracyMeans): number {
  return (method.smape / reference.smape + method.mase / reference.mase) / 2;
}
