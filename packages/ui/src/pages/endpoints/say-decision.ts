import { countOf, formatDuration, formatShare } from '../../charts/index.ts';
import type { ShownRollout } from './use-live-rollout.ts';

/** What a person may decide while a rollout goes on. */
export type Decision = 'pause' | 'resume' | 'promote' | 'rollback';

/** A decision in words: the question, what will happen, and the button. */
export interface DecisionWords {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly verb: string;
}

/** What will happen when a person decides, with the versions and shares of this rollout. */
export function sayDecision(decision: Decision, rollout: ShownRollout): DecisionWords {
  const { from, share, step, steps, guards, strategy, bandit } = rollout;
  const to = bandit ? leadingOf(rollout) : rollout.to;
  if (bandit && decision === 'resume')
    return {
      title: 'Let the bandit go on?',
      sentences: [
        'Shares follow the rewards again.',
        `They move after ${formatDuration(1000 * rollout.stepSeconds)} at the earliest.`,
      ],
      verb: 'Resume',
    };
  const now =
    strategy === 'shadow'
      ? 'answers in the shadow'
      : `answers ${formatShare(share)} of the requests`;
  switch (decision) {
    case 'pause':
      return {
        title: 'Pause the rollout?',
        sentences: [
          `Version ${to} ${now}, and that stays so.`,
          'No further step is taken until somebody resumes it.',
          'Harm still rolls it back by itself.',
        ],
        verb: 'Pause',
      };
    case 'resume':
      return {
        title: 'Let the rollout go on?',
        sentences: [
          `It goes on from step ${step} of ${steps.length}: version ${to} ${now}.`,
          `The next step comes after ${formatDuration(1000 * rollout.stepSeconds)} and ${countOf(rollout.stepRequests, 'request')} of this one at the earliest.`,
        ],
        verb: 'Resume',
      };
    case 'promote':
      return {
        title: `Make version ${to} the champion now?`,
        sentences: [
          `Version ${to} answers every request from the next one on, also those of other protocols.`,
          `Version ${from} answers no more; it stays registered and can take over again by another rollout.`,
          ...overruled(guards),
        ],
        verb: `Make version ${to} the champion`,
      };
    case 'rollback':
      return {
        title: `Roll back to version ${from}?`,
        sentences: [
          `Version ${from} answers every request again from the next one on.`,
          `Version ${to} answers none; it stays registered.`,
          'The rollout is over. Its history stays, and another one can be started.',
        ],
        verb: `Roll back to version ${from}`,
      };
  }
}

/** The version that is most probably the best of those that are not the champion. */
export function leadingOf({ arms, to }: ShownRollout): number {
  const [best] = arms
    .slice(1)
    .filter(({ out }) => out == null)
    .toSorted((one, other) => (other.probabilityBest ?? 0) - (one.probabilityBest ?? 0));
  return best?.version ?? to;
}

const COMPARED =
  'Failures, latency and answers of both versions are compared all the time; harm rolls it back by itself.';

/** What will happen when a rollout starts. */
export function sayStart(
  strategy: ShownRollout['strategy'],
  { from, to }: { readonly from: number; readonly to: number },
): DecisionWords {
  const how = {
    canary: `Version ${to} answers 1 % of the requests from now on, then 5 %, 25 % and 50 %, and becomes the champion if it deserves to. A step takes five minutes and 200 requests at least.`,
    shadow: `Version ${to} answers every request besides, and nobody sees its answers. Version ${from} stays the champion.`,
    'blue-green': `Version ${to} answers every request from now on, and becomes the champion. Without version ${from} beside it nothing is compared: this is for versions that are known.`,
    bandit: `Both versions answer half of the requests each at first; then each gets the share that its rewards make it due, never below 2 % nor above 90 %. Rewards are labels, unless another metric is named.`,
    'contextual-bandit': `Both versions answer half of the requests each at first; then what a request says decides which one it gets, by what such requests brought. Each keeps 2 %.`,
    ab: `Both versions answer half of the requests each, until labels tell which one is better.`,
  }[strategy];
  return {
    title: `Start a rollout of version ${to}?`,
    sentences: [
      how,
      ...(strategy === 'blue-green' ? [] : [COMPARED]),
      `What version ${to} cannot answer, version ${from} answers: callers see no failure that only the new version has.`,
    ],
    verb: 'Start',
  };
}

function overruled(guards: ShownRollout['guards']): string[] {
  const open = guards.filter(({ outcome }) => outcome === 'undecided' || outcome === 'harm');
  if (open.length === 0) return [];
  return [
    `You overrule what is watched: ${open.map(({ name }) => name).join(', ')} ${open.length === 1 ? 'is' : 'are'} not settled.`,
  ];
}
