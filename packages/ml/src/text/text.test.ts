import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom, sparseFromRows, toDense } from '../math/index.ts';
import {
  countGrams,
  type GramOptions,
  isTfIdf,
  learnTerms,
  learnTfIdf,
  measureText,
  nameTerms,
  packTerms,
  textWeigher,
  truncatedSvd,
  unpackTerms,
  weighTexts,
  wordsOf,
} from './index.ts';

const OPTIONS: GramOptions = {
  unit: 'words',
  low: 1,
  high: 3,
  fewestLetters: 1,
  foldAccents: true,
};
const LIMITS = { fewestTexts: 1, largestShare: 1, mostTerms: 1000 };
const words = fc.array(fc.constantFrom('a', 'bé', 'ccc', 'D', '7', '__proto__', 'constructor'), {
  maxLength: 12,
});
const someTexts = fc.array(
  words.map((list) => list.join(' ')),
  { minLength: 1, maxLength: 12 },
);

describe('words', () => {
  it('are runs of letters, digits and marks of any script', () => {
    expect(wordsOf("don't pay £5.50_now, हिन्दी 𝒳1 😀", 1)).toEqual([
      'don',
      't',
      'pay',
      '5',
      '50_now',
      'हिन्दी',
      '𝒳1',
    ]);
  });

  it('are counted in characters, not in code units', () => {
    expect(wordsOf('𝒳 ab c', 2)).toEqual(['ab']);
  });
});

describe('grams of words', () => {
  it('are all runs of their lengths, however they are looked up', () => {
    fc.assert(
      fc.property(someTexts, (texts) => {
        const { terms, frequencies } = learnTerms(texts, OPTIONS, LIMITS);
        const naive = texts.map((text) =>
          runs(text.toLowerCase().replaceAll('é', 'e').split(' '), 3),
        );
        expect(terms).toEqual([...new Set(naive.flat())].sort());
        const counts = toDense(countGrams(texts, terms, OPTIONS));
        terms.forEach((term, j) => {
          const own = naive.map((grams) => grams.filter((gram) => gram === term).length);
          expect(own).toEqual(texts.map((_, i) => counts.values[i * terms.length + j]));
          expect(frequencies[j]).toBe(own.filter((count) => count > 0).length);
        });
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

function runs(list: readonly string[], most: number): string[] {
  const present = list.filter((word) => word !== '');
  return present.flatMap((_, from) =>
    Array.from({ length: Math.min(most, present.length - from) }, (_each, n) =>
      present.slice(from, from + n + 1).join(' '),
    ),
  );
}

describe('too many terms', () => {
  const texts = ['free call', 'free call', 'free lunch', 'lunch at one', 'lunch at two', 'at home'];
  const best = (y?: Parameters<typeof learnTerms>[3]) =>
    learnTerms(texts, { ...OPTIONS, high: 1 }, { ...LIMITS, fewestTexts: 2, mostTerms: 2 }, y)
      .terms;

  it('are cut to the most frequent ones, equals by name', () => {
    expect(best()).toEqual(['at', 'free']);
  });

  it('are cut to those that tell classes apart', () => {
    const codes = Int32Array.of(1, 1, 0, 0, 0, 0);
    expect(best({ kind: 'classification', codes, nClasses: 2 })).toEqual(['at', 'call']);
  });

  it('are cut to those that go with a number', () => {
    const values = Float64Array.of(0, 0, 5, 5, 5, 0);
    expect(best({ kind: 'regression', values })).toEqual(['call', 'lunch']);
  });
});

describe('weights of a text', () => {
  const learned = learnTfIdf(['Free entry now', 'free call', 'call me now'], {
    ...LIMITS,
    fewestLetters: 1,
    foldAccents: true,
    sublinear: true,
    parts: [
      { unit: 'words', low: 1, high: 2 },
      { unit: 'characters', low: 3, high: 3 },
    ],
  });

  it('have length 1 in each part, or 0, and are the same for one text and for many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('free', 'call', 'Xy', '!'), { maxLength: 9 }),
        (list) => {
          const text = list.join(' ');
          const row = textWeigher(learned)(text);
          const many = weighTexts(learned, ['free', text]);
          const from = many.offsets[1];
          expect([...row.columns.subarray(0, row.length)]).toEqual([
            ...many.columns.subarray(from),
          ]);
          expect([...row.values.subarray(0, row.length)]).toEqual([...many.values.subarray(from)]);
          const squares = row.values
            .subarray(0, row.length)
            .reduce((sum, value) => sum + value ** 2, 0);
          const nParts = list.some((word) => word === 'free' || word === 'call') ? 2 : 0;
          expect(squares).toBeCloseTo(nParts, 12);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });

  it('are named as people read them', () => {
    const names = nameTerms(learned);
    expect(names).toContain('"free entry"');
    expect(names).toContain('letters "·fr"');
    expect(new Set(names).size).toBe(names.length);
  });

  it('are known by their shape', () => {
    const [part] = learned.parts;
    expect(isTfIdf(learned)).toBe(true);
    for (const damage of [
      { idf: part.idf.slice(1) },
      { unit: 'lines' },
      { low: 3 },
      { terms: ['a'] },
    ])
      expect(isTfIdf({ ...learned, parts: [{ ...part, ...damage }] })).toBe(false);
  });
});

it('packTerms and unpackTerms keep any terms without line feeds', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), (drawn) => {
      const terms = drawn.map((term) => term.replaceAll('\n', ' '));
      expect(unpackTerms(packTerms(terms))).toEqual(terms);
    }),
    { seed: 2, numRuns: 100 },
  );
});

describe('truncatedSvd', () => {
  it('finds the directions that made the rows', () => {
    const random = seededRandom(2);
    const [a, b] = [0, 1].map(() => Array.from({ length: 30 }, () => random.normal()));
    const rows = Array.from({ length: 40 }, () => {
      const [s, t] = [3 * random.normal(), random.normal()];
      return a.map((value, j): readonly [number, number] => [j, s * value + t * b[j]]);
    });
    const x = sparseFromRows(rows, 30);
    const found = truncatedSvd(x, { nComponents: 5, nIterations: 2, random });
    expect(found.singularValues.length).toBe(2);
    const rest = rows.map((row) => {
      const left = Float64Array.from(row, ([, value]) => value);
      for (let c = 0; c < 2; c++) {
        const score = row.reduce((sum, [j, value]) => sum + value * found.directions[j * 2 + c], 0);
        for (let j = 0; j < 30; j++) left[j] -= score * found.directions[j * 2 + c];
      }
      return Math.max(...left.map(Math.abs));
    });
    expect(Math.max(...rest)).toBeLessThan(1e-10);
  });

  it('has nothing to find in no texts', () => {
    const none = sparseFromRows([[], []], 3);
    const found = truncatedSvd(none, { nComponents: 2, nIterations: 2, random: seededRandom(1) });
    expect(found.singularValues.length).toBe(0);
  });
});

describe('measureText', () => {
  it('measures what a text looks like', () => {
    expect(measureText('WIN 2 tickets NOW!!')).toEqual({
      length: 19,
      words: 4,
      digits: 1 / 19,
      capitals: 6 / 13,
      punctuation: 2 / 19,
    });
  });

  it('measures nothing as nothing', () => {
    expect(measureText('')).toEqual({
      length: 0,
      words: 0,
      digits: 0,
      capitals: 0,
      punctuation: 0,
    });
  });
});
