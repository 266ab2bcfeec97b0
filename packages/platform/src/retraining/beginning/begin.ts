import { AppError, asId, didYouMean, listNames, type ModelName } from '@kaizenml/contracts';
import { RetrainingSettings } from '@kaizenml/contracts/operations';
import type { TableDeps } from '../deps.ts';
import { learnedFrom } from '../history/learned-from.ts';
import type { RetrainingRecord, RetrainingTrigger } from '../store.ts';
import { whyNot } from './may-begin.ts';

/** What a retraining is begun with. */
export interface Begin {
  readonly endpoint: string;
  readonly trigger: RetrainingTrigger;
  /** Why, as a sentence. */
  readonly cause: string;
  /** What caused it: the same key begins nothing twice. */
  readonly key: string;
  /** Since when the world is another one, ISO 8601. Default: nobody knows. */
  readonly since?: string | undefined;
  /** Columns that the new model does without. Default: none. */
  readonly without?: readonly string[] | undefined;
  /** Dataset version with new rows, `name@version`. Default: those of the prediction log. */
  readonly dataset?: string | undefined;
  readonly who?: string | null | undefined;
  /** Whether nothing is trained, and versions that were the champion before are compared alone. Default: false. */
  readonly recalls?: boolean;
}

/** A retraining that was begun now or before, or why none is. */
export type Begun =
  | { readonly kind: 'begun'; readonly record: RetrainingRecord; readonly isNew: boolean }
  /** Another one of the endpoint is under way. */
  | { readonly kind: 'active'; readonly record: RetrainingRecord }
  /** The policy of the endpoint speaks against it. */
  | { readonly kind: 'refused'; readonly why: string };

/** Those before that a cool-down or a week can reach back to. */
const LOOKED_BACK = 100;

/**
 * Begins a retraining of the model of an endpoint, as far as its policy lets it. The retrainer of the keeper takes it further.
 *
 * @throws RETRAINING_IMPOSSIBLE, COLUMN_UNKNOWN
 */
export async function beginRetraining(deps: TableDeps, asked: Begin): Promise<Begun> {
  const { store, clock } = deps;
  const { trigger, cause, key, since = null, without = [], dataset = null, who = null } = asked;
  const known = await store.retrainings.findByKey(key);
  if (known !== undefined) return { kind: 'begun', record: known, isNew: false };
  const endpoint = asId<ModelName>(asked.endpoint);
  const settings = await store.endpoints.find(endpoint);
  const policy = settings?.retraining ?? RetrainingSettings.parse({});
  const { items: before } = await store.retrainings.list(endpoint, { limit: LOOKED_BACK });
  const why = whyNot({ policy, trigger, before, nowMs: clock.now() });
  if (why !== undefined) return { kind: 'refused', why };
  const { champion, signature } = await learnedFrom(deps, endpoint);
  const columns = signature.inputs.map(({ name }) => name);
  for (const column of without) if (!columns.includes(column)) throw unknown(column, columns);
  const begun = await store.retrainings.begin({
    ...{ endpoint, key, trigger, cause },
    asked: {
      ...{ champion: champion.version, since, without, dataset, who },
      ...(asked.recalls === true && { recalls: true as const }),
    },
  });
  return 'active' in begun ? { kind: 'active', record: begun.active } : { kind: 'begun', ...begun };
}

function unknown(column: string, columns: readonly string[]): AppError {
  return new AppError('COLUMN_UNKNOWN', {
    message: `\`without\` must name columns that the model reads, got "${column}".`,
    hint: didYouMean(column, columns) ?? `It reads ${listNames(columns)}.`,
    details: { column, columns },
  });
}
