import type { Target } from '../../models/index.ts';
import { type GramOptions, type Grams, gramsOf, tally } from '../grams/index.ts';
import { chiSquared, fStatistic, type TermSums } from './term-scores.ts';

/** Which grams become terms. */
export interface TermLimits {
  /** Texts that a term stands in at least. */
  readonly fewestTexts: number;
  /** Share of the texts that a term stands in at most. */
  readonly largestShare: number;
  /** Terms at most: those that go best with the target, or without one the most frequent. */
  readonly mostTerms: number;
}

/** Grams worth counting. */
export interface Terms {
  /** In order of their UTF-16 code units. */
  readonly terms: readonly string[];
  /** Texts that hold each term. */
  readonly frequencies: Int32Array;
}

/** Of so many times the wanted terms it is asked how they go with the target; the rarer ones are out before. */
const ASKED = 4;

/**
 * Finds the grams worth counting: neither too rare nor everywhere, and of too many those that say most.
 *
 * @param y The target of the same texts: terms are then ranked by chi-squared (classes) or F (numbers). Else by how
 * often they occur; equals in order of the term.
 * @cost O(grams of all texts), twice where the target is asked.
 */
export function learnTerms(
  texts: readonly string[],
  options: GramOptions,
  limits: TermLimits,
  y?: Target,
): Terms {
  const { grams, frequencies, totals } = survey(texts, options);
  const most = limits.largestShare * texts.length;
  const able = Int32Array.from(frequencies.keys()).filter(
    (gram) => frequencies[gram] >= limits.fewestTexts && frequencies[gram] <= most,
  );
  const asked = y ? ASKED * limits.mostTerms : limits.mostTerms;
  const frequent = named(grams, frequencies, mostOf(able, totals, asked, grams));
  if (!y || frequent.terms.length <= limits.mostTerms) return frequent;
  const scores = scoresOf(texts, options, frequent, y);
  const all = Int32Array.from(frequent.terms.keys());
  const best = mostOf(all, scores, limits.mostTerms).sort();
  return {
    terms: Array.from(best, (term) => frequent.terms[term]),
    frequencies: best.map((term) => frequent.frequencies[term]),
  };
}

function survey(texts: readonly string[], options: GramOptions) {
  const grams = gramsOf(options);
  const seen = tally();
  let frequencies = new Int32Array(1024);
  let totals = new Float64Array(1024);
  for (const text of texts) {
    grams.each(text, seen.see);
    if (grams.size() > frequencies.length) {
      const room = 2 * grams.size();
      const [wasFrequencies, wasTotals] = [frequencies, totals];
      frequencies = new Int32Array(room);
      frequencies.set(wasFrequencies);
      totals = new Float64Array(room);
      totals.set(wasTotals);
    }
    seen.drain((gram, count) => {
      frequencies[gram]++;
      totals[gram] += count;
    });
  }
  return { grams, frequencies: frequencies.subarray(0, grams.size()), totals };
}

/** The `most` of them with the highest score; of equals the first by name, or by number where they are sorted by name. */
function mostOf(
  able: Int32Array,
  scores: Float64Array,
  most: number,
  grams?: Pick<Grams, 'name'>,
): Int32Array {
  if (able.length <= most) return able;
  const byScore = able.toSorted((a, b) => scores[b] - scores[a] || a - b);
  if (!grams) return byScore.slice(0, most);
  const last = scores[byScore[most]];
  const above = byScore.filter((gram) => scores[gram] > last);
  const equal = [...byScore.filter((gram) => scores[gram] === last)]
    .map((gram) => ({ gram, name: grams.name(gram) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const chosen = equal.slice(0, most - above.length).map(({ gram }) => gram);
  return Int32Array.from([...above, ...chosen]);
}

function named(grams: Grams, frequencies: Int32Array, kept: Int32Array): Terms {
  const sorted = Array.from(kept, (gram) => ({ gram, name: grams.name(gram) })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return {
    terms: sorted.map(({ name }) => name),
    frequencies: Int32Array.from(sorted, ({ gram }) => frequencies[gram]),
  };
}

function scoresOf(
  texts: readonly string[],
  options: GramOptions,
  { terms, frequencies }: Terms,
  y: Target,
): Float64Array {
  if (y.kind === 'classification') {
    const shares = new Float64Array(y.nClasses);
    for (const code of y.codes) shares[code] += 1 / texts.length;
    const sums = sumsOf(texts, options, terms, y.nClasses, (i) => [y.codes[i], 1]);
    return chiSquared({ frequencies, sums }, shares);
  }
  const mean = y.values.reduce((sum, value) => sum + value, 0) / texts.length;
  const squares = y.values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sums = sumsOf(texts, options, terms, 1, (i) => [0, y.values[i] - mean]);
  return fStatistic({ frequencies, sums }, texts.length, squares);
}

function sumsOf(
  texts: readonly string[],
  options: GramOptions,
  terms: readonly string[],
  width: number,
  entryOf: (text: number) => readonly [place: number, value: number],
): TermSums['sums'] {
  const grams = gramsOf(options, terms);
  const seen = tally();
  const sums = new Float64Array(terms.length * width);
  texts.forEach((text, i) => {
    const [place, value] = entryOf(i);
    grams.each(text, seen.see);
    seen.drain((term) => {
      sums[term * width + place] += value;
    });
  });
  return sums;
}
