import { type SparseMatrix, sparseFromRows } from '../../math/index.ts';
import { foldText, type GramOptions, gramsWithin, wordsOf } from '../grams/index.ts';
import { murmur3 } from './murmur3.ts';

/**
 * Counts grams under numbers that a hash gives them: nothing is learned and nothing is kept, however many texts.
 *
 * A gram adds 1 or -1, as its hash says, so that grams of one number cancel out on average.
 *
 * @param nColumns Numbers that the hash gives; a power of two spreads them best.
 * @shape texts x nColumns
 * @cost O(grams of all texts), about 0.5 µs each.
 * @source Weinberger, Dasgupta, Langford, Smola & Attenberg (2009), "Feature hashing for large scale multitask
 * learning", ICML.
 */
export function hashGrams(
  texts: readonly string[],
  nColumns: number,
  options: GramOptions,
): SparseMatrix {
  const rows = texts.map((text) =>
    gramsIn(text, options).map((gram): readonly [number, number] => {
      const hash = murmur3(gram);
      return [Math.abs(hash) % nColumns, hash < 0 ? -1 : 1];
    }),
  );
  return sparseFromRows(rows, nColumns);
}

function gramsIn(text: string, options: GramOptions): string[] {
  const folded = foldText(text, options.foldAccents);
  const { low, high } = options;
  if (options.unit === 'characters')
    return folded
      .split(/\s+/u)
      .filter((word) => word !== '')
      .flatMap((word) => gramsWithin(word, low, high));
  const words = wordsOf(folded, options.fewestLetters);
  const lengths = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return lengths.flatMap((length) =>
    Array.from({ length: Math.max(0, words.length - length + 1) }, (_, from) =>
      words.slice(from, from + length).join(' '),
    ),
  );
}
