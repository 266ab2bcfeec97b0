import { MAX_UNASKED } from '@kaizenml/contracts/operations';
import { parseOrderBy } from '../filters/index.ts';
import type { TrackedRun } from '../tracking/store.ts';
import { NOTE, PARENT } from './tracked.ts';

/** Names of metrics, params and tags that an answer must hold. */
export type WantedParts = Readonly<Record<'metric' | 'param' | 'tag', ReadonlySet<string>>>;

/** Tags that an answer says in fields of their own. */
const WORDS = [NOTE, PARENT];

/** What fields name, as searches write them; attributes are always there. @throws SEARCH_INVALID */
export function readParts(fields: readonly string[]): WantedParts {
  const named = fields.flatMap((field) =>
    parseOrderBy([field], 'runs').map((order) => order.field),
  );
  const keysOf = (kind: string) => named.flatMap(({ of, key }) => (of === kind ? [key] : []));
  return {
    metric: new Set(keysOf('metric')),
    param: new Set(keysOf('param')),
    tag: new Set([...keysOf('tag'), ...WORDS]),
  };
}

/** A run with what is wanted, and the first few of the other metrics, params and tags by name. */
export function withParts(run: TrackedRun, wanted: WantedParts): TrackedRun {
  const isKept = (names: readonly string[], asked: ReadonlySet<string>) => {
    if (names.length <= MAX_UNASKED) return () => true;
    const first = new Set([...names].sort().slice(0, MAX_UNASKED));
    return (name: string) => first.has(name) || asked.has(name);
  };
  const { metrics, params, tags } = run;
  const isMetric = isKept(
    metrics.map(({ key }) => key),
    wanted.metric,
  );
  const some = (values: Readonly<Record<string, string>>, asked: ReadonlySet<string>) => {
    const isPart = isKept(Object.keys(values), asked);
    return Object.fromEntries(Object.entries(values).filter(([name]) => isPart(name)));
  };
  return {
    ...run,
    metrics: metrics.filter(({ key }) => isMetric(key)),
    params: some(params, wanted.param),
    tags: some(tags, wanted.tag),
  };
}
