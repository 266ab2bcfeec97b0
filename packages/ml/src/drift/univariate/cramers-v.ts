import type { Bins } from '../bins/index.ts';
import { sum } from '../shares.ts';

/**
 * How strongly bin and sample belong together: the root of Pearson's statistic of homogeneity per row.
 *
 * @returns 0 for equal shares, 1 when no bin is shared.
 * @source Cramér (1946), "Mathematical Methods of Statistics", chapter 21.
 */
export function cramersV({ reference, current }: Bins): number {
  const [n, m] = [sum(reference), sum(current)];
  const square = reference.reduce((total, count, bin) => {
    const rows = count + current[bin];
    const gap = count / n - current[bin] / m;
    return rows === 0 ? total : total + (gap * gap * n * m) / rows;
  }, 0);
  return Math.min(1, Math.sqrt(square / (n + m)));
}
