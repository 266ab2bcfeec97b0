import { type LevelSample, levelsOfNumbers, type NumberSample } from '../samples/index.ts';
import { alignLevels } from './align-levels.ts';
import type { Bins } from './bins.ts';
import { equalWidthBins } from './equal-width-bins.ts';

/** Distinct numbers of a reference up to which each is a bin of its own. */
const MAX_VALUES = 20;

/**
 * The bins in which distances of distributions are customarily reckoned: a bin per level; of numbers a bin per value up to 20 distinct
 * ones in the reference, else bins of equal width over both samples.
 *
 * @cost O(values)
 */
export function customaryBins(
  reference: NumberSample | LevelSample,
  current: NumberSample | LevelSample,
): Bins {
  if (reference.kind === 'numbers' && current.kind === 'numbers') {
    if (reference.nDistinct > MAX_VALUES) return equalWidthBins(reference, current);
  }
  return alignLevels(asLevels(reference), asLevels(current));
}

function asLevels(sample: NumberSample | LevelSample): LevelSample {
  return sample.kind === 'levels' ? sample : levelsOfNumbers(sample);
}
