import type { Split } from '@kaizenml/ml/selection';

/**
 * How many times as long as one fit on the training part the fits of a run take: behind the gate the champion learns from the
 * test part as well, where it is to be trained once more.
 */
export function fitTimes({ train, test }: Split, isRefitted: boolean): number {
  return isRefitted ? 1 + (train.length + test.length) / train.length : 1;
}
