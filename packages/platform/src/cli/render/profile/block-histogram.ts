const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Counts as block characters, one each; a count of 0 is a space, so that it differs from a small one.
 *
 * @param length Characters at most: neighboring counts are added up where there are more. Default 20.
 */
export function blockHistogram(counts: readonly number[], length = 20): string {
  const each = Math.max(1, Math.ceil(counts.length / length));
  const sums = Array.from({ length: Math.ceil(counts.length / each) }, (_, k) =>
    counts.slice(k * each, (k + 1) * each).reduce((sum, count) => sum + count, 0),
  );
  const most = Math.max(...sums, 0);
  return sums
    .map((count) => (count > 0 ? BLOCKS[Math.min(7, Math.floor((count / most) * 7.999))] : ' '))
    .join('');
}
