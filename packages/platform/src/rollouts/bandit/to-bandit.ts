import { AppError } from '@kaizenml/contracts';
import type { EndpointSettings, InputOf, Operations } from '@kaizenml/contracts/operations';
import type { Answerer } from '../../models/index.ts';
import type { RolloutSettings } from '../store.ts';
import { toContext } from './context.ts';
import type { BanditSettings } from './standing.ts';

type Asked = InputOf<Operations['rollouts']['start']>;

/** Whether a bandit chooses the versions. */
export function isBanditStrategy(strategy: RolloutSettings['strategy']): boolean {
  return strategy === 'bandit' || strategy === 'contextual-bandit';
}

/** Versions besides the champion, at most. */
const MOST_CHALLENGERS = 7;
const FLOOR = 0.02;
/** What a request says is no reason to send it elsewhere: the floors of the others are enough. */
const MAX_SHARE: Partial<Record<Asked['strategy'], number>> = { bandit: 0.9 };

/** What only a bandit is told, as a person writes it. */
const OWN = ['arms', 'floor', 'maxShare', 'promote', 'context'] as const;

/**
 * The versions that a bandit is to choose among besides the champion; undefined where they are not named.
 *
 * @throws ARGUMENT_INVALID when one is named twice, there are too many, or no bandit was asked for.
 */
export function parseArms(asked: Asked): readonly number[] | undefined {
  const { arms, strategy } = asked;
  const alien = OWN.find((key) => asked[key] !== undefined);
  if (!isBanditStrategy(strategy) && alien !== undefined)
    throw refused(`\`${alien}\` must be left out for "${strategy}": it is told to bandits.`, {
      ...{ key: alien, strategy },
    });
  if (strategy === 'bandit' && asked.context !== undefined)
    throw refused('`context` must be left out for "bandit": a "contextual-bandit" reads it.', {
      ...{ context: asked.context, strategy },
    });
  if (strategy === 'contextual-bandit' && asked.promote)
    throw refused(
      '`promote` must be left out for "contextual-bandit": which version is best depends on the request.',
      { strategy },
    );
  if (arms === undefined) return undefined;
  const versions = arms.split(',').map(Number);
  if (new Set(versions).size < versions.length || versions.length > MOST_CHALLENGERS)
    throw refused(
      `\`arms\` must be ${MOST_CHALLENGERS} different versions at most, got "${arms}".`,
      { arms, most: MOST_CHALLENGERS },
    );
  if (asked.to !== undefined)
    throw refused('`to` must be left out where `arms` has the versions, got both.', {
      ...{ arms, to: asked.to },
    });
  return versions;
}

/**
 * What a bandit is told, with the defaults filled in.
 *
 * @throws ARGUMENT_INVALID when the bounds of the shares leave no room, COLUMN_UNKNOWN.
 */
export function toBandit(
  { strategy, floor = FLOOR, maxShare = MAX_SHARE[strategy] ?? 1, promote = false, context }: Asked,
  {
    challengers,
    champion,
    log,
  }: {
    readonly challengers: readonly number[];
    readonly champion: Answerer;
    /** What the endpoint keeps of its requests. */
    readonly log: EndpointSettings['log'] | undefined;
  },
): BanditSettings {
  const n = challengers.length + 1;
  if (floor * n > 1 || maxShare * n < 1 || maxShare < floor)
    throw refused(
      `\`floor\` must be at most 1/${n} and \`maxShare\` at least that, with ${n} versions, got ${floor} and ${maxShare}.`,
      { floor, maxShare, nVersions: n },
    );
  const read = strategy === 'contextual-bandit' ? toContext(champion, context) : [];
  const hidden = read.find(({ column }) => log?.redact[column] !== undefined);
  if (hidden !== undefined)
    throw refused(
      `The context of a bandit must be columns that the log keeps, got "${hidden.column}", which the endpoint redacts.`,
      { column: hidden.column },
    );
  return { challengers, floor, maxShare, promotes: promote, context: read };
}

function refused(message: string, details: Readonly<Record<string, unknown>>): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message,
    hint: 'See `kaizen rollouts start --help`.',
    details,
  });
}
