import { userInfo } from 'node:os';
import { type Anomaly, AppError, listNames } from '@kaizenml/contracts';
import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import type { Decision } from '@kaizenml/ml/validation';
import type { MachineHandler } from '../at-machine.ts';
import { type Clock, instant } from '../kit/index.ts';
import { editSchema } from './edit-schema.ts';
import { saveSchema } from './save-schema.ts';
import { openSchema } from './schema-source.ts';
import type { SchemaStore } from './store.ts';
import { mayAccept, type WithdrawnPatch, withdrawn, withdrawPatches } from './withdraw-patches.ts';

type Accept = Operations['schemas']['accept'];

/** What decisions are made with. */
export interface DecisionDeps {
  readonly schemas: SchemaStore;
  readonly clock: Clock;
}

/** Accepts patches that the last validation proposed. */
export const acceptPatches = (deps: DecisionDeps): MachineHandler<Accept> =>
  decidePatches(deps, 'accepted');

/** Rejects patches that the last validation proposed. */
export const rejectPatches = (deps: DecisionDeps): MachineHandler<Accept> =>
  decidePatches(deps, 'rejected');

function decidePatches(
  { schemas, clock }: DecisionDeps,
  decision: Decision['decision'],
): MachineHandler<Accept> {
  return async (input, machine) => {
    const isHere = machine !== undefined;
    const source = await openSchema(schemas, input.name, { mayOpen: isHere });
    const open = await schemas.proposals(source.subject);
    const chosen = choose(input, open);
    const by = input.by ?? (isHere ? userInfo().username : 'api');
    let { text, schema } = source;
    const decided: { patch: string; says: string }[] = [];
    const excluded: WithdrawnPatch[] = [];
    for (const anomaly of chosen) {
      const { patch } = anomaly;
      if (decision === 'accepted' && !mayAccept(schema, patch) && mayAccept(source.schema, patch)) {
        excluded.push(withdrawn(patch));
        continue;
      }
      ({ text, schema } = editSchema(text, {
        source: source.title,
        patch,
        decision: { decision, by, at: instant(clock), why: input.why, anomaly },
      }));
      decided.push({ patch: patch.id, says: patch.says });
    }
    const version = await saveSchema(schemas, source, text);
    const waiting = open.filter(({ patch }) => chosen.every((one) => one.patch.id !== patch?.id));
    const outdated = withdrawPatches(waiting, { before: source.schema, after: schema });
    const gone = [...excluded, ...outdated];
    await schemas.settle(
      source.subject,
      [...decided, ...gone].map(({ patch }) => patch),
    );
    return {
      name: source.record?.name ?? input.name,
      version,
      decided,
      withdrawn: gone,
      nOpen: open.length - decided.length - gone.length,
    };
  };
}

type Proposal = Anomaly & { readonly patch: NonNullable<Anomaly['patch']> };

/** The proposals that the ids name. @throws PATCH_NOT_FOUND with every unknown id */
function choose({ name, patches }: InputOf<Accept>, open: readonly Anomaly[]): Proposal[] {
  const proposals = open.filter((anomaly): anomaly is Proposal => anomaly.patch !== null);
  const ids = [...new Set(patches.split(',').map((id) => id.trim()))];
  if (ids.length === 1 && ids[0] === 'all' && proposals.length > 0) return proposals;
  const unknown = ids.filter((id) => proposals.every(({ patch }) => patch.id !== id));
  if (unknown.length === 0) return proposals.filter(({ patch }) => ids.includes(patch.id));
  throw new AppError('PATCH_NOT_FOUND', {
    message: `Patches of the schema "${name}" must wait for a decision, got ${listNames(unknown)}.`,
    hint:
      proposals.length === 0
        ? 'Nothing waits: validate data with `kaizen datasets validate` first.'
        : `Open are ${listNames(proposals.map(({ patch }) => patch.id))}.`,
    details: { name, unknown, open: proposals.map(({ patch }) => patch.id) },
  });
}
