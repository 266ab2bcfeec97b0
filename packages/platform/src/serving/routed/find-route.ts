import { AppError } from '@kaizenml/contracts';
import type { EndpointRoute } from '@kaizenml/contracts/operations';
import { compileCondition } from '@kaizenml/ml/assertions';
import type { Log } from '../../kit/index.ts';
import type { Answerer, Answerers, ModelVersionRecord } from '../../models/index.ts';
import type { Asked, RequestHeaders } from '../asked.ts';
import type { Targets } from '../targets.ts';

/** A route of an endpoint that a request takes, and the version that it leads to. */
export interface Routed {
  readonly name: string;
  readonly version: ModelVersionRecord;
}

/** The first route that a request takes; undefined where it goes the usual way. */
export type FindRoute = (asked: Asked) => Promise<Routed | undefined>;

/** What finding a route stands on. */
export interface RouteDeps {
  readonly targets: Pick<Targets, 'resolve'>;
  readonly answerers: Answerers;
  readonly log: Log;
}

type Condition = (asked: Asked) => boolean;

/**
 * Finds routes by headers and rows. A route that leads nowhere now, because no version is taking over or its alias is gone, is passed over.
 */
export function routeFinder({ targets, answerers, log }: RouteDeps): FindRoute {
  const compiled = new WeakMap<Answerer, WeakMap<EndpointRoute, Condition>>();
  const conditionOf = (route: EndpointRoute, model: Answerer): Condition => {
    const ofModel = compiled.get(model) ?? new WeakMap<EndpointRoute, Condition>();
    compiled.set(model, ofModel);
    const known = ofModel.get(route);
    if (known !== undefined) return known;
    const made = toCondition(route, model, log);
    ofModel.set(route, made);
    return made;
  };
  const versionOf = async ({ to }: EndpointRoute, { target }: Asked) => {
    if (to === CANDIDATE) return target.split?.candidate;
    const { name } = target.version;
    try {
      const reference = typeof to === 'number' ? `${name}/${to}` : `${name}@${to}`;
      return (await targets.resolve(reference)).version;
    } catch (thrown) {
      if (thrown instanceof AppError && GONE.has(thrown.code)) return undefined;
      throw thrown;
    }
  };
  return async (asked) => {
    const { settings, version } = asked.target;
    const model = await answerers.get(version.artifact);
    for (const route of settings.routes) {
      if (!conditionOf(route, model)(asked)) continue;
      const found = await versionOf(route, asked);
      if (found !== undefined) return { name: route.name, version: found };
    }
    return undefined;
  };
}

/** What a route says for the version that is taking over. */
const CANDIDATE = 'candidate';

const GONE: ReadonlySet<string> = new Set(['MODEL_ALIAS_NOT_FOUND', 'MODEL_VERSION_NOT_FOUND']);

/** A rule that a later version does not understand, because it reads other columns, is told to operators and matches nothing. */
function toCondition(
  { name, header, value, when }: EndpointRoute,
  { signature }: Answerer,
  log: Log,
): Condition {
  const hasHeader = ({ headers }: Asked) => header === undefined || fits(headers, header, value);
  if (when === undefined) return hasHeader;
  try {
    const holds = compileCondition(when, signature);
    return (asked) => hasHeader(asked) && holds(asked.rows);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    log.warn('a route is passed over: its condition is not understood', {
      ...{ route: name, when, problem: thrown.message },
    });
    return () => false;
  }
}

function fits(headers: RequestHeaders | undefined, name: string, wanted?: string): boolean {
  const given = headers?.[name.toLowerCase()];
  if (given === undefined) return false;
  return wanted === undefined || [given].flat().includes(wanted);
}
