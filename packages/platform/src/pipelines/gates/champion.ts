import type { Estimate, GateCheck, GateLimit } from '@kaizenml/contracts';
import type { Project, Standing } from '@kaizenml/contracts/project';
import { inDigits } from '../in-digits.ts';
import { isSurelyWorse } from '../succession/judge-succession.ts';
import type { Rival } from '../succession/rival.ts';
import type { Candidate } from './candidate.ts';
import type { Gate } from './gate.ts';
import { comparedLater, decided, notMeasured } from './outcomes.ts';

type Asked = Project['gate']['champion'][number];

/** How it stands beside the champion on what both answered: the 90 % interval of the difference decides, not the figures. */
export const championGate: Gate = {
  name: 'champion',
  check: ({ asked, rival, ...by }) => checkStanding(asked, rival, by),
};

/** What a project asks of a model beside its champion, by what both answered. */
export function checkStanding(
  asked: Pick<Candidate['asked'], 'champion'>,
  rival: Rival,
  { comparedBy, describe }: Pick<Candidate, 'comparedBy' | 'describe'>,
): readonly GateCheck[] {
  return asked.champion.map((each) => standing(each, rival, describe(each.metric ?? comparedBy)));
}

function standing(
  { must, margin = 0 }: Asked,
  rival: Rival,
  { name, title }: Candidate['metric'],
): GateCheck {
  const about = { gate: 'champion', subject: `${title} beside the champion` } as const;
  if (rival.kind === 'none')
    return notMeasured(
      { ...about, reason: 'There is no champion to compare it with, so it passes.' },
      { refuses: false },
    );
  if (rival.kind === 'later') return comparedLater(about, rival);
  const wish = `It must be ${WORDS[must](margin)} version ${rival.version} by ${title}`;
  if (rival.kind === 'itself')
    return decided(
      { ...about, unit: null, reason: `It is the very model of version ${rival.version}.` },
      { isFine: true },
    );
  if (rival.kind === 'apart')
    return notMeasured({ ...about, reason: `${wish}, but the two stand apart: ${rival.why}` });
  const gain = rival.gainBy(name);
  if (gain === undefined)
    return notMeasured({ ...about, reason: `${wish}, but it is not defined ${rival.on}.` });
  return decided(
    { ...about, unit: null, reason: `${wish}: ${rival.on} it is ${sayGain(gain)}.` },
    { isFine: MEETS[must](gain, margin), measured: gain, limit: limitOf(must, margin) },
  );
}

const WORDS: Readonly<Record<Standing, (margin: number) => string>> = {
  'not-worse': () => 'not surely worse than',
  'as-good': (margin) => `surely within ${margin} of`,
  better: () => 'surely better than',
};

const MEETS: Readonly<Record<Standing, (gain: Estimate, margin: number) => boolean>> = {
  'not-worse': (gain) => !isSurelyWorse(gain),
  'as-good': ({ value, low }, margin) => (low ?? value) > -margin,
  better: ({ value, low }) => (low ?? value) > 0,
};

/** What an end of the interval must keep to: the upper one of `not-worse`, else the lower one. */
function limitOf(must: Standing, margin: number): GateLimit {
  if (must === 'not-worse') return { side: 'at-least', value: 0 };
  return { side: 'above', value: must === 'better' ? 0 : -margin };
}

function sayGain({ value, low, high }: Estimate): string {
  const size = `${value < 0 ? 'worse' : 'better'} by ${inDigits(Math.abs(value), 3)}`;
  return low === null || high === null
    ? value === 0
      ? 'the same'
      : `${size}, without an interval`
    : `${size} (90 % interval of the gain ${inDigits(low, 3)} to ${inDigits(high, 3)})`;
}
