import type { Random } from '@kaizenml/ml/math';

/** From here on a normal draw says the same. */
const MANY = 30;

/**
 * A draw of how often something happens that happens `mean` times on average.
 *
 * @source Knuth (1969), "The Art of Computer Programming" 2, 3.4.1: products of uniform numbers; a rounded normal deviate where it is many.
 */
export function drawPoisson(mean: number, random: Random): number {
  if (mean >= MANY) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const least = Math.exp(-mean);
  let n = 0;
  for (let product = random.next(); product > least; product *= random.next()) n++;
  return n;
}
