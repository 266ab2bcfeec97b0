import { showShare } from '@kaizenml/contracts';
import { isActive, type RolloutRecord, type RolloutView, shareOfStep } from './rollout.ts';
import { decidedBy } from './watched.ts';

/** What is known when a rollout is looked at. */
export interface Seen {
  /** Now, milliseconds since 1970. */
  readonly nowMs: number;
  /** The champion of the endpoint now; undefined when there is none. */
  readonly champion: number | undefined;
  /** Requests that the new version answered in this step. */
  readonly nRequests: number;
  /** Labels of answers of the new version, over all steps. */
  readonly nLabels: number;
  readonly guards: readonly SeenGuard[];
}

type SeenGuard = Pick<RolloutView['guards'][number], 'name' | 'outcome' | 'sentence'>;

/** What is to happen, and why. */
export interface Decision {
  readonly action: 'hold' | 'advance' | 'promote' | 'roll-back' | 'end';
  /** One sentence, for people. */
  readonly reason: string;
}

/**
 * What a rollout does next: harm ends it, a pause keeps it, and a step that lasted long enough is followed by the next one.
 *
 * Pure: the same rollout and the same figures give the same decision, also after a kill.
 */
export function nextStep(rollout: RolloutRecord, seen: Seen): Decision {
  if (!isActive(rollout)) return { action: 'hold', reason: rollout.reason };
  const { settings, from, to } = rollout;
  if (seen.champion !== from)
    return {
      action: 'end',
      reason: `The champion is version ${seen.champion ?? 'none'} now, not ${from} as when it began: it compares with something else, and ends.`,
    };
  const harm = seen.guards.filter(({ outcome }) => outcome === 'harm');
  if (harm.length > 0)
    return {
      action: settings.strategy === 'shadow' ? 'end' : 'roll-back',
      reason: `Version ${to} does harm: ${withGroups(harm, seen.guards).join(' ')}`,
    };
  if (rollout.status === 'paused')
    return { action: 'hold', reason: `A person paused it at ${showShare(shareOfStep(rollout))}.` };
  const waits = waitsFor(rollout, seen);
  if (waits !== undefined) return { action: 'hold', reason: waits };
  if (settings.strategy === 'ab') return compare(rollout, seen);
  const next = settings.steps[rollout.step + 1];
  if (next !== undefined)
    return {
      action: 'advance',
      reason: `${soFar(seen)} Version ${to} answers ${showShare(next)} from now on.`,
    };
  if (settings.strategy === 'shadow')
    return {
      action: 'end',
      reason: `${soFar(seen)} Version ${to} may take over: start a canary of it.`,
    };
  return {
    action: 'promote',
    reason: `${soFar(seen)} Version ${to} is the champion from now on.`,
  };
}

/** What is harmful, and beside it the group that has most of it, where groups are watched. */
function withGroups(harm: readonly SeenGuard[], guards: Seen['guards']): readonly string[] {
  return harm.flatMap(({ name, sentence }) => {
    const group = guards.find((each) => each.name === `${name} per group`);
    return group === undefined || harm.includes(group) ? [sentence] : [sentence, group.sentence];
  });
}

/** A test ends when labels, or the metric that is watched, tell which version is better, or that neither is by more than is put up with. */
function compare({ from, to, settings }: RolloutRecord, { guards }: Seen): Decision {
  const labels = guards.find(({ name }) => name === decidedBy(settings));
  if (labels?.outcome === 'better')
    return { action: 'promote', reason: `Version ${to} is better: ${labels.sentence}` };
  if (labels?.outcome === 'no-harm')
    return {
      action: 'end',
      reason: `Version ${from} stays: neither is better by more than is put up with. ${labels.sentence}`,
    };
  return {
    action: 'hold',
    reason: `Not decided yet. ${labels?.sentence ?? 'No labels are compared.'}`,
  };
}

function waitsFor(rollout: RolloutRecord, seen: Seen): string | undefined {
  const { settings, step, to } = rollout;
  const share = showShare(shareOfStep(rollout));
  if (seen.nRequests < settings.stepRequests)
    return `At ${share}, version ${to} has answered ${seen.nRequests} of the ${settings.stepRequests} requests that the step asks for.`;
  const seconds = (seen.nowMs - Date.parse(rollout.stepStartedAt)) / 1000;
  if (seconds < settings.stepSeconds)
    return `At ${share} for ${Math.floor(seconds)} of ${settings.stepSeconds} seconds.`;
  const isLast = step === settings.steps.length - 1;
  if (isLast && seen.nLabels < settings.labels)
    return `At ${share}, ${seen.nLabels} of the ${settings.labels} labels have come that it waits for.`;
  return undefined;
}

function soFar({ nRequests, guards }: Seen): string {
  const nSafe = guards.filter(
    ({ outcome }) => outcome === 'no-harm' || outcome === 'better',
  ).length;
  return `${nRequests} requests in this step and no sign of harm; ${nSafe} of ${guards.length} guards exclude it.`;
}
