import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import type { Answerers } from '../models/index.ts';
import type { JudgedVerdict, Monitors } from '../monitors/index.ts';
import type { Store } from '../storage/store.ts';
import type { Causes } from './cause.ts';
import { findCauses } from './find-causes.ts';
import { findUpstream } from './find-upstream.ts';

/** What explaining stands on. */
export interface CauseDeps {
  readonly store: Pick<Store, 'models' | 'monitors' | 'jobs' | 'endpoints' | 'rollouts' | 'alerts'>;
  readonly answerers: Pick<Answerers, 'get'>;
  readonly monitors: Pick<Monitors, 'columnsOf'>;
}

/** Verdicts in which the begin of a change is looked for. */
const MOST_VERDICTS = 200;

/**
 * Why the last verdict on an endpoint is what it is; undefined before the first one, or where its version is gone.
 *
 * @param judged The last one, where it is not kept yet.
 */
export async function causesOf(
  { store, answerers, monitors }: CauseDeps,
  endpoint: string,
  judged?: JudgedVerdict,
): Promise<Causes | undefined> {
  const kept = await store.monitors.verdicts(`endpoint:${endpoint}`, { limit: MOST_VERDICTS });
  const found = judged === undefined ? kept : [...kept, judged.verdict];
  const last = found.at(-1);
  if (last === undefined) return undefined;
  const record = await store.models.findVersion(asId<ModelName>(endpoint), last.version);
  const columns = judged?.columns ?? (await monitors.columnsOf(endpoint, last));
  if (record === undefined || columns === undefined) return undefined;
  const answerer = await answerers.get(record.artifact);
  const inputs = new Map(
    columns
      .filter(({ role }) => role === 'input')
      .map(({ binning, window, reference }) => [
        binning.name,
        { reference, current: { binning, window } },
      ]),
  );
  return await findCauses({
    ...{ endpoint, answerer },
    verdicts: found.filter(({ version }) => version === last.version),
    columnOf: (name) => inputs.get(name),
    findUpstream: (from) => findUpstream(store, { endpoint, from, to: last.end }),
  });
}

/** Tells why an endpoint is not what it was. */
export const explainEndpoint =
  (deps: CauseDeps): Handler<Operations['monitors']['causes']> =>
  async ({ endpoint }) => {
    await assertEndpoint(deps.store.models, endpoint);
    const causes = await causesOf(deps, endpoint);
    if (causes === undefined)
      return {
        ...{ endpoint, columns: [], answers: null, beside: [], natural: [], upstream: [] },
        paragraph: `Nothing is known of "${endpoint}" yet: there is no verdict.`,
        next: `kaizen monitors show ${endpoint}`,
      };
    const { columns, beside, natural, upstream, answers, paragraph, next } = causes;
    return {
      ...{ endpoint, answers, paragraph, next, natural: [...natural] },
      columns: columns.map((column) => ({ ...column })),
      beside: beside.map((finding) => ({ ...finding })),
      upstream: upstream.map(({ at, subject, what }) => ({ at, subject, what })),
    };
  };
