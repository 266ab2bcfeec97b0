import type { ChangeLevel } from '@kaizenml/contracts';
import { breaksOf } from './breaks.ts';
import type { Portrait } from './portrait.ts';

/** Differences that a sentence names; the rest is counted. */
const MOST_NAMED = 3;

/** How much changed from one version to another, and what. */
export function comparePortraits(
  { version, portrait: before }: { readonly version: number; readonly portrait: Portrait },
  after: Portrait,
): { readonly level: Exclude<ChangeLevel, 'first'>; readonly reason: string } {
  const breaks = breaksOf(before, after);
  if (breaks.length > 0) {
    const more = breaks.length - MOST_NAMED;
    const named = [...breaks.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])];
    return { level: 'major', reason: `Callers of version ${version} break: ${named.join('; ')}.` };
  }
  const others = [
    ...(after.data === before.data ? [] : ['learned from other data']),
    ...(after.kind === before.kind && after.method === before.method
      ? []
      : ['has another method or other parameters']),
    ...fresh(before, after),
  ];
  if (others.length > 0)
    return {
      level: 'minor',
      reason: `It is asked and answers as version ${version}, and ${others.join(' and ')}.`,
    };
  return {
    level: 'pipeline',
    reason: `Data, method and parameters are those of version ${version}; ${pipelineWords(before, after)}.`,
  };
}

/** Columns that are new and may be left out. */
function fresh({ signature: before }: Portrait, { signature: after }: Portrait): string[] {
  const known = new Set(before?.inputs.map(({ name }) => name));
  const names = (after?.inputs ?? []).filter(({ name }) => !known.has(name));
  return names.length === 0
    ? []
    : [`also reads ${names.map(({ name }) => `"${name}"`).join(', ')}`];
}

function pipelineWords(before: Portrait, after: Portrait): string {
  const { kaizenml, runtime } = after.environment;
  const moved = [
    ...(kaizenml === before.environment.kaizenml
      ? []
      : [`KaizenML is ${kaizenml} instead of ${before.environment.kaizenml}`]),
    ...(runtime === before.environment.runtime
      ? []
      : [`it was made with ${runtime} instead of ${before.environment.runtime}`]),
  ];
  if (moved.length > 0) return moved.join(' and ');
  return after.weights === before.weights
    ? 'what it learned is the same to the bit'
    : 'the code or the preparation of the rows changed';
}
