const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Values as a line of blocks from their least to their largest; a point for one that is not known.
 *
 * @param length Newest values that are shown. Default 60.
 */
export function sparkline(values: readonly (number | undefined)[], length = 60): string {
  const shown = values.slice(-length);
  const known = shown.filter((value) => value !== undefined);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const heightOf = (value: number) =>
    most > least ? Math.min(7, Math.floor(((value - least) / (most - least)) * 8)) : 3;
  return shown.map((value) => (value === undefined ? '·' : BLOCKS[heightOf(value)])).join('');
}
