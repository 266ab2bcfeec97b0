import { readFileSync } from 'node:fs';
import { checkDrift, getDriftTest, textSample, vectorSample } from '@kaizenml/ml/drift';
import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import expected from './domains.json' with { type: 'json' };

type Scores = Readonly<Record<string, { readonly score: number; readonly isDrift: boolean }>>;

/** Tests that are a formula; the others train a model of their own. */
const EXACT = ['embeddings_distance', 'embeddings_ratio', 'embeddings_mmd'];

/** The formula of the generator. */
function drawn(n: number, width: number, seed: number, shift: number): Float64Array {
  return Float64Array.from({ length: n * width }, (_, i) => {
    const u = (((i + 1) * 48271 * seed) % 2147483647) / 2147483647;
    return u + (i % width < 2 ? shift : 0);
  });
}

describe('embeddings, as Evidently 0.4.40 sees them', () => {
  it.each(expected.vectors)('$n and $m of width $width, moved by $shift', (given) => {
    const { n, m, width, shift } = given;
    const pair = [
      vectorSample(drawn(n, width, 7, 0), width),
      vectorSample(drawn(m, width, 11, shift), width),
    ] as const;
    for (const [name, wanted] of Object.entries(given.scores as Scores)) {
      const { score, isDrift } = checkDrift(getDriftTest(name), pair);
      const room = EXACT.includes(name) ? 1e-9 : 0.1;
      expect(Math.abs((score ?? 0) - wanted.score), `${name}: ${score}`).toBeLessThan(room);
      // Areas of few scored rows scatter around the threshold where nothing drifts.
      if (EXACT.includes(name) || wanted.score > 0.6) expect(isDrift, name).toBe(wanted.isDrift);
    }
  });
});

const path = sharedData('sms_spam/SMSSpamCollection.tsv');

describe.skipIf(!path)('texts, as Evidently 0.4.40 sees them', () => {
  const rows = readFileSync(path ?? '/dev/null', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      return { label: line.slice(0, tab), text: line.slice(tab + 1).trim() };
    });
  const all = rows.map(({ text }) => text);
  const ham = rows.filter(({ label }) => label === 'ham').map(({ text }) => text);
  const spam = rows.filter(({ label }) => label === 'spam').map(({ text }) => text);
  const byLength = ham.toSorted((a, b) => [...a].length - [...b].length);
  const everySecond = (texts: readonly string[], from: number) =>
    texts.filter((_, i) => i % 2 === from);
  const pairs: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
    'ham and spam': [ham.slice(0, 700), spam.slice(0, 700)],
    'even and odd messages': [everySecond(all, 0), everySecond(all, 1)],
    'even and odd spam': [everySecond(spam, 0), everySecond(spam, 1)],
    'ham, and half of it spam': [
      ham.slice(0, 1400),
      [...ham.slice(1400, 2100), ...spam.slice(0, 700)],
    ],
    'short and long ham': [byLength.slice(0, 1500), byLength.slice(-1500)],
  };

  it('finds drift between random halves of ham no more often than it says', () => {
    const random = seededRandom(5);
    const found = Array.from({ length: 30 }, () => {
      const [a, b]: [string[], string[]] = [[], []];
      for (const text of ham.slice(0, 800)) (random.next() < 0.5 ? a : b).push(text);
      const test = getDriftTest('perc_text_content_drift');
      return checkDrift(test, [textSample(a), textSample(b)]).pValue ?? 1;
    });
    // Of 30 p-values without drift more than 6 are up to 0.05 with a chance of 1e-3, more than 14 up to 0.2 likewise.
    expect(found.filter((p) => p <= 0.05).length).toBeLessThanOrEqual(6);
    expect(found.filter((p) => p <= 0.2).length).toBeLessThanOrEqual(14);
    expect(found.filter((p) => p > 0.5).length).toBeGreaterThan(5);
  });

  it.each(expected.texts)('$name', ({ name, n, m, scores }) => {
    const [a, b] = pairs[name];
    expect([a.length, b.length]).toEqual([n, m]);
    for (const [test, wanted] of Object.entries(scores as Scores)) {
      const found = checkDrift(getDriftTest(test), [textSample(a), textSample(b)]);
      expect(found.isDrift, `${test}: ${found.statistic}, p ${found.pValue}`).toBe(wanted.isDrift);
      // Their model drops columns by chance order; ours finds its minimum, and tells apart at least as well.
      expect(found.statistic - wanted.score).toBeGreaterThan(-0.1);
    }
  });
});
