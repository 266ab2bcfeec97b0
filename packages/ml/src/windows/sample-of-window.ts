import {
  type LevelSample,
  levelSample,
  type NumberSample,
  weightedSample,
} from '../drift/index.ts';
import { type Binning, isLevelBinning } from './binning.ts';
import { type ColumnWindow, effectiveRows } from './column-window.ts';

/**
 * What a window knows of a column, ready to be compared with another one of the same binning.
 *
 * Numbers stand at the centers of their bins; mean, variance and extremes are those of the rows. Between the edges nothing is known, so
 * ranks differ by no more than they do at the edges: a test of ranks is never surer than it may be. Of weighted rows `n` is the effective number.
 *
 * @cost O(bins)
 */
export function sampleOfWindow(binning: Binning, window: ColumnWindow): NumberSample | LevelSample {
  const scale = window.weight > 0 ? effectiveRows(window) / window.weight : 1;
  if (isLevelBinning(binning)) {
    const known = binning.levels.map((level, bin) => [level, window.counts[bin] * scale] as const);
    const news = [...window.newLevels].map(([level, n]) => [level, n * scale] as const);
    const named = news.reduce((sum, [, n]) => sum + n, 0);
    const others = window.counts[binning.levels.length] * scale;
    return levelSample([...known, ...news], Math.max(0, others - named));
  }
  const filled = Array.from(window.counts.keys()).filter((bin) => window.counts[bin] > 0);
  const sample = weightedSample(
    Float64Array.from(filled, (bin) => binning.centers[bin]),
    Float64Array.from(filled, (bin) => window.counts[bin] * scale),
  );
  const { weight, mean, squares, min, max } = window.moments;
  return weight > 0 && window.infinite === 0
    ? { ...sample, mean, variance: squares / weight, min, max }
    : sample;
}
