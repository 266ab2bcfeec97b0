import type { Step } from './step.ts';

/** Share of what held that a server should be sent, so that a burst does not break it. */
const ROOM = 0.7;

/** The highest rate that held. */
export function bestOf(steps: readonly Step[]): Step | null {
  const held = steps.filter(({ outcome }) => outcome === 'held');
  return held.toSorted((a, b) => b.ratePerSec - a.ratePerSec)[0] ?? null;
}

/** What the steps of a load test say, and what to do: one or two sentences. */
export function sayWhatHolds({
  name,
  budgetP99Ms,
  steps,
}: {
  readonly name: string;
  readonly budgetP99Ms: number;
  readonly steps: readonly Step[];
}): string {
  const holds = bestOf(steps);
  const budget = `99 of 100 answers within ${budgetP99Ms} ms`;
  const [broken] = steps
    .filter(
      ({ outcome, ratePerSec }) => outcome !== 'held' && ratePerSec > (holds?.ratePerSec ?? 0),
    )
    .toSorted((a, b) => a.ratePerSec - b.ratePerSec);
  if (holds === null)
    return `"${name}" does not hold ${broken?.ratePerSec ?? 0} requests per second with ${budget}: ${whyBroken(broken)}. ${REMEDIES[broken?.outcome ?? 'late']}`;
  const { ratePerSec, p50Ms, p99Ms, p999Ms } = holds;
  const held = `"${name}" holds ${ratePerSec} requests per second with ${budget}: p50 ${inMs(p50Ms)}, p99 ${inMs(p99Ms)}, p99.9 ${inMs(p999Ms)}`;
  if (broken === undefined)
    return `${held}; more was not tried. Leave out \`--rate\` to find the limit.`;
  const ends = `${held}; at ${broken.ratePerSec} ${whyBroken(broken)}.`;
  if (broken.outcome === 'sender') return `${ends} ${REMEDIES.sender}`;
  return `${ends} Send a server ${Math.floor(ratePerSec * ROOM)} per second at most, so that a burst fits in, and start another one for more.`;
}

/** What to do where nothing held, or more could not be tried. */
const REMEDIES: Readonly<Record<Step['outcome'], string>> = {
  held: '',
  late: 'Allow it more time with `--p99-ms`, send fewer `--rows` at once, or put a model there that answers quicker: `kaizen leaderboard` has the times.',
  failed: 'The access log (`kaizen serve --access-log -`) has the code of each failure.',
  sender:
    'The server may hold more: run this command on another machine, or with fewer `--connections`.',
};

function whyBroken(step: Step | undefined): string {
  if (step === undefined) return 'nothing was sent';
  const { outcome, nFailed, nRequests, p99Ms } = step;
  if (outcome === 'failed') return `${nFailed} of ${nRequests} requests failed`;
  if (outcome === 'sender') return 'this command could not send so fast';
  return p99Ms === null ? 'no answer came' : `p99 is ${inMs(p99Ms)} or more`;
}

/** Three digits: more of them say nothing of a machine that others use too. */
function inMs(ms: number | null): string {
  return ms === null ? '–' : `${Number(ms.toPrecision(3))} ms`;
}
