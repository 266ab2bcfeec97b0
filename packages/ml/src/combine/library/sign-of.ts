import type { Metric } from '../../metrics/index.ts';

/** 1 where more of the metric is better, -1 where less is: the value times it is a score, higher is better. */
export function signOf({ better }: Pick<Metric, 'better'>): 1 | -1 {
  return better === 'higher' ? 1 : -1;
}
