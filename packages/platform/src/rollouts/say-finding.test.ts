import type { Prediction, Signature } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { answerBins } from './answer-bins.ts';
import { sayFinding } from './say-finding.ts';
import type { RolloutSettings } from './store.ts';
import { watchedIn } from './watched.ts';

const VERSIONS = { from: 1, to: 2, said: 'undecided' } as const;

/** What is said of answers of two versions: the first of each pair is of the champion, the second of the candidate. */
function said(
  name: string,
  settings: Partial<RolloutSettings>,
  pairs: readonly (readonly [unknown, unknown])[],
): string {
  const watched = watchedIn({
    ...{ strategy: 'canary', steps: [0.5], stepSeconds: 60, stepRequests: 100 },
    ...{ by: null, group: null, labels: 0, level: 0.05, errorMargin: 0.01, latencyFactor: 1.5 },
    ...{ groups: [], answers: 'scores', nBins: 10, lossScale: 1 },
    ...settings,
  }).find((each) => each.name === name);
  if (watched === undefined) throw new Error(`nothing watches ${name}`);
  const { guard, tolerance = 0, margin } = watched;
  const state = guard.empty(watched.settings);
  for (const [a, b] of pairs) {
    guard.update(state, 'a', a);
    guard.update(state, 'b', b);
  }
  const verdict = guard.judge(state, { level: 0.05, tolerance, margin });
  return sayFinding(watched, { name, share: 1, verdict }, VERSIONS);
}

function binsOf(output: Signature['output']) {
  const { kind, nBins, names, binOf } = answerBins({ inputs: [], output }, {
    reference: [],
  } as never);
  const answers = output.task === 'regression' ? ('numbers' as const) : kind;
  return { settings: { answers, nBins, binNames: names }, binOf };
}

describe('sayFinding', () => {
  it('names the probability below which most of the gap lies', () => {
    const { settings, binOf } = binsOf({ name: 'churn', task: 'binary', classes: ['no', 'yes'] });
    const bin = (yes: number) =>
      binOf({ prediction: 'no', probabilities: { no: 1 - yes, yes } } as Prediction);
    const pairs = Array.from({ length: 50 }, () => [bin(0.25), bin(0.29)] as const);
    const moved = Array.from({ length: 50 }, () => [bin(0.15), bin(0.75)] as const);
    expect(said('answers', settings, [...pairs, ...moved])).toContain(
      'Distribution of the answers (probability of "yes" below 20 %): 0 % of 100 with version 2, 50 % of 100 with version 1',
    );
  });

  it('names the class that is answered more or less often', () => {
    const { settings, binOf } = binsOf({
      ...{ name: 'colour', task: 'multiclass', classes: ['red', 'green', 'blue'] },
    });
    const bin = (prediction: string) => binOf({ prediction } as Prediction);
    const pairs = Array.from(
      { length: 60 },
      (_, i) => [bin(i % 2 === 0 ? 'red' : 'green'), bin(i % 2 === 0 ? 'red' : 'green')] as const,
    );
    const moved = Array.from({ length: 40 }, () => [bin('red'), bin('blue')] as const);
    expect(said('answers', settings, [...pairs, ...moved])).toMatch(/\("(red|blue)"\): /);
  });

  it('names the number up to which the answers differ', () => {
    const { settings, binOf } = binsOf({ name: 'price', task: 'regression', range: [0, 200] });
    const bin = (prediction: number) => binOf({ prediction } as Prediction);
    const pairs = Array.from({ length: 80 }, () => [bin(50), bin(51)] as const);
    expect(said('answers', settings, pairs)).toContain(
      '(at most 50): 0 % of 80 with version 2, 100 % of 80 with version 1',
    );
  });

  it('says no more of latencies that nobody notices', () => {
    const pairs = Array.from({ length: 30 }, () => [0.5, 8] as const);
    expect(said('latency p50', {}, pairs)).toMatch(
      /^Median latency: (7\.|8)[\d.]* ms of 30 with version 2, at most 0\.5 ms of 30 with version 1; /,
    );
  });

  it('keeps the words of guards of rollouts that began before bins had names', () => {
    const pairs = Array.from({ length: 30 }, () => [1, 8] as const);
    expect(said('answers', {}, pairs)).toContain('(up to bin 1)');
  });
});
