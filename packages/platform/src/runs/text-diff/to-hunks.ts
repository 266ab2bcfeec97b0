import type { DiffLine } from './diff-lines.ts';

/** Lines that changed, with some around them that did not. */
export interface Hunk {
  /** Number of the first line in each text, from 1. */
  readonly beforeLine: number;
  readonly afterLine: number;
  readonly lines: readonly DiffLine[];
}

/** What changed, in stretches with a few lines around each; what lies between is left out. */
export function toHunks(
  lines: readonly DiffLine[],
  { around }: { readonly around: number },
): readonly Hunk[] {
  const hunks: { beforeLine: number; afterLine: number; lines: DiffLine[] }[] = [];
  const isNear = lines.map(() => false);
  for (const [i, { kind }] of lines.entries())
    if (kind !== 'same')
      isNear.fill(true, Math.max(0, i - around), Math.min(lines.length, i + around + 1));
  let [beforeLine, afterLine] = [1, 1];
  for (const [i, line] of lines.entries()) {
    if (isNear[i]) {
      if (!isNear[i - 1]) hunks.push({ beforeLine, afterLine, lines: [] });
      hunks.at(-1)?.lines.push(line);
    }
    if (line.kind !== 'added') beforeLine++;
    if (line.kind !== 'removed') afterLine++;
  }
  return hunks;
}
