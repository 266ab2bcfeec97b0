/**
 * Probability that the statistic of Cramér and von Mises is at least as large as this one, over all orders of two small samples
 * without ties.
 *
 * @param u Sum of squared rank distances, as `cramer_von_mises` reckons it.
 * @param n Rows of one sample, 2 to about 20. @param m Rows of the other.
 * @cost O(n m times the different sums of squares), some milliseconds at 20 rows each.
 * @source Xiao, Gordon & Yakovlev (2007), "A C++ Program for the Cramér-von Mises Two-Sample Test", Journal of Statistical Software 17(8).
 */
export function exactCramerVonMises(u: number, n: number, m: number): number {
  const lcm = (n * m) / gcd(n, m);
  const [a, b] = [lcm / n, lcm / m];
  const product = n * m;
  const least = Math.floor(
    (lcm * lcm * (n + m) * (6 * u - product * (4 * product - 1))) / (6 * product * product),
  );
  // Orders of the first i and j rows, by the sum of squares of a i - b j that they have gone through.
  let column: Map<number, number>[] = [];
  for (let j = 0; j <= m; j++) {
    const next: Map<number, number>[] = [];
    for (let i = 0; i <= n; i++) {
      const step = (a * i - b * j) ** 2;
      const orders = new Map<number, number>();
      const add = (before: Map<number, number> | undefined): void => {
        for (const [sum, count] of before ?? [])
          orders.set(sum + step, (orders.get(sum + step) ?? 0) + count);
      };
      if (i === 0 && j === 0) orders.set(0, 1);
      add(next[i - 1]);
      add(column[i]);
      next.push(orders);
    }
    column = next;
  }
  let [all, rare] = [0, 0];
  for (const [sum, count] of column[n]) {
    all += count;
    if (sum >= least) rare += count;
  }
  return rare / all;
}

function gcd(n: number, m: number): number {
  return m === 0 ? n : gcd(m, n % m);
}
