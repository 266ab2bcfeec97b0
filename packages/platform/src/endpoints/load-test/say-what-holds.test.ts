import { expect, it } from 'vitest';
import { sayWhatHolds } from './say-what-holds.ts';
import type { Step } from './step.ts';

function step(ratePerSec: number, outcome: Step['outcome']): Step {
  const ms = { p50Ms: 1.2345, p99Ms: 28.175, p999Ms: 1036.77 };
  return { ratePerSec, outcome, nRequests: 100, nFailed: outcome === 'failed' ? 7 : 0, ...ms };
}
const say = (steps: readonly Step[]) => sayWhatHolds({ name: 'churn', budgetP99Ms: 50, steps });
const HELD =
  '"churn" holds 100 requests per second with 99 of 100 answers within 50 ms: p50 1.23 ms, p99 28.2 ms, p99.9 1040 ms';

it.each([
  [
    [step(100, 'held'), step(200, 'late'), step(110, 'late')],
    `${HELD}; at 110 p99 is 28.2 ms or more. Send a server 70 per second at most, so that a burst fits in, and start another one for more.`,
  ],
  [
    [step(100, 'held'), step(200, 'sender')],
    `${HELD}; at 200 this command could not send so fast. The server may hold more: run this command on another machine, or with fewer \`--connections\`.`,
  ],
  [[step(100, 'held')], `${HELD}; more was not tried. Leave out \`--rate\` to find the limit.`],
  [
    [step(50, 'failed')],
    '"churn" does not hold 50 requests per second with 99 of 100 answers within 50 ms: 7 of 100 requests failed. The access log (`kaizen serve --access-log -`) has the code of each failure.',
  ],
] as const)('says what held, what did not and what to do (%#)', (steps, sentence) => {
  expect(say(steps)).toBe(sentence);
});
