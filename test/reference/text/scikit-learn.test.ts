import { type SparseMatrix, seededRandom, toDense } from '@kaizenml/ml/math';
import {
  chiSquared,
  countGrams,
  fStatistic,
  type GramOptions,
  hashGrams,
  learnTerms,
  learnTfIdf,
  murmur3,
  type TfIdfOptions,
  truncatedSvd,
  unpackTerms,
  weighTexts,
} from '@kaizenml/ml/text';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };

const library = `scikit-learn ${expected.versions['scikit-learn']}`;
const { texts, labels, numbers } = expected;
const NO_LIMITS = { fewestTexts: 1, largestShare: 1, mostTerms: 1e9 };
const WORDS: GramOptions = {
  unit: 'words',
  low: 1,
  high: 2,
  fewestLetters: 1,
  foldAccents: false,
};
const CHARACTERS: GramOptions = { ...WORDS, unit: 'characters', low: 3, high: 4 };

interface Entries {
  readonly shape: readonly number[];
  readonly offsets: readonly number[];
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

/** Terms in the order of scikit-learn, which counts by code points, not by UTF-16 units. */
function inOrder(
  found: SparseMatrix,
  terms: readonly string[],
  wanted: readonly string[],
): number[][] {
  expect(terms.toSorted()).toEqual(wanted.toSorted());
  const place = terms.map((term) => wanted.indexOf(term));
  return Array.from({ length: found.nRows }, (_, i) => {
    const row = new Array<number>(wanted.length).fill(0);
    for (let at = found.offsets[i]; at < found.offsets[i + 1]; at++)
      row[place[found.columns[at]]] = found.values[at];
    return row;
  });
}

function dense({ shape: [nRows, nColumns], offsets, columns, values }: Entries): number[][] {
  const { values: all } = toDense({
    nRows,
    nColumns,
    offsets: Int32Array.from(offsets),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  });
  return Array.from({ length: nRows }, (_, i) => [...all.slice(i * nColumns, (i + 1) * nColumns)]);
}

function expectNear(found: readonly number[][], wanted: readonly number[][]): void {
  expect(found.length).toBe(wanted.length);
  found.forEach((row, i) => {
    expect(row.length).toBe(wanted[i].length);
    row.forEach((value, j) => {
      expect(Math.abs(value - wanted[i][j]), `text ${i}, term ${j}`).toBeLessThan(1e-12);
    });
  });
}

describe(`counts as CountVectorizer of ${library}`, () => {
  it.each([
    [
      'words and pairs without accents',
      expected.count.words,
      { ...WORDS, foldAccents: true },
      NO_LIMITS,
    ],
    [
      'words of two letters',
      expected.count.default,
      { ...WORDS, high: 1, fewestLetters: 2 },
      NO_LIMITS,
    ],
    [
      'terms neither rare nor everywhere',
      expected.count.limited,
      WORDS,
      { ...NO_LIMITS, fewestTexts: 2, largestShare: 0.3 },
    ],
    [
      'characters within words',
      expected.count.characters,
      CHARACTERS,
      { ...NO_LIMITS, fewestTexts: 3 },
    ],
  ])('%s', (_what, wanted, options, limits) => {
    const { terms } = learnTerms(texts, options, limits);
    expect(inOrder(countGrams(texts, terms, options), terms, wanted.terms)).toEqual(dense(wanted));
  });
});

describe(`weights as TfidfVectorizer of ${library}`, () => {
  const options = (
    given: Partial<TfIdfOptions>,
    { unit, low, high }: GramOptions,
  ): TfIdfOptions => ({
    ...NO_LIMITS,
    fewestLetters: 1,
    foldAccents: false,
    sublinear: true,
    fewestTexts: 2,
    parts: [{ unit, low, high }],
    ...given,
  });
  it.each([
    ['logarithms of counts', expected.tfidf.words, options({}, WORDS)],
    ['plain counts', expected.tfidf.plain, options({ sublinear: false }, WORDS)],
    ['characters', expected.tfidf.characters, options({ fewestTexts: 3 }, CHARACTERS)],
  ])('%s', (_what, wanted, given) => {
    const learned = learnTfIdf(texts, given);
    const terms = unpackTerms(learned.parts[0].terms);
    expectNear(inOrder(weighTexts(learned, texts), terms, wanted.terms), dense(wanted));
  });
});

describe(`hashes as HashingVectorizer of ${library}`, () => {
  it('are those of MurmurHash3', () => {
    expect(texts.map((text) => murmur3(text))).toEqual(expected.hashing.murmur3);
  });

  it.each([
    ['words and pairs', expected.hashing.words, WORDS],
    ['characters', expected.hashing.characters, CHARACTERS],
  ])('%s', (_what, wanted, options) => {
    const { values, nColumns } = toDense(hashGrams(texts, wanted.shape[1], options));
    const rows = texts.map((_, i) => [...values.slice(i * nColumns, (i + 1) * nColumns)]);
    expect(rows).toEqual(dense(wanted));
  });
});

describe(`scores of terms as ${library}`, () => {
  const { terms, frequencies } = learnTerms(texts, WORDS, { ...NO_LIMITS, fewestTexts: 2 });
  const held = countGrams(texts, terms, WORDS);
  const sumsOf = (width: number, add: (sums: Float64Array, term: number, text: number) => void) => {
    const sums = new Float64Array(terms.length * width);
    for (let i = 0; i < texts.length; i++)
      for (let at = held.offsets[i]; at < held.offsets[i + 1]; at++) add(sums, held.columns[at], i);
    return sums;
  };

  it('chi2', () => {
    const shares = Float64Array.from(
      [0, 1, 2],
      (c) => labels.filter((label) => label === c).length / texts.length,
    );
    const sums = sumsOf(3, (all, term, i) => {
      all[term * 3 + labels[i]]++;
    });
    expect(terms).toEqual(expected.scores.terms);
    expectNear([[...chiSquared({ frequencies, sums }, shares)]], [expected.scores.chi2]);
  });

  it('f_regression', () => {
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const sums = sumsOf(1, (all, term, i) => {
      all[term] += numbers[i] - mean;
    });
    expectNear(
      [[...fStatistic({ frequencies, sums }, texts.length, squares)]],
      [expected.scores.f],
    );
  });
});

describe(`directions as TruncatedSVD of ${library}`, () => {
  const { shape, offsets, columns, values } = expected.svd.weights;
  const weights: SparseMatrix = {
    nRows: shape[0],
    nColumns: shape[1],
    offsets: Int32Array.from(offsets),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
  const found = truncatedSvd(weights, { nComponents: 4, nIterations: 30, random: seededRandom(1) });

  it('have the same lengths', () => {
    expectNear([[...found.singularValues]], [expected.svd.singularValues]);
  });

  it('are the same, up to their signs', () => {
    expected.svd.components.forEach((direction, c) => {
      const own = direction.map((_, j) => found.directions[j * 4 + c]);
      const largest = direction.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      expectNear([own], [direction.map((value) => value * Math.sign(largest))]);
    });
  });
});
