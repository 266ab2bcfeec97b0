import { exp, log } from '../math/index.ts';

/**
 * ln(1/2 + e^x / 2): the e-value of one who lays half aside.
 *
 * It costs ln 2 where x is large and never more than ln 2 where x is low, while a mixture over rates pays ln(n) / 2: with it a champion of
 * many requests does not dilute what the canary shows.
 */
export function halfSure(x: number): number {
  return x > 0 ? x + log(0.5 + 0.5 * exp(-x)) : log(0.5 + 0.5 * exp(x));
}
