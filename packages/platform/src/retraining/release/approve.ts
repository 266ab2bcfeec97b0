import { RetrainingSettings } from '@kaizenml/contracts/operations';
import { releaseState } from '../../release-rules/index.ts';
import type { RetrainerDeps } from '../deps.ts';
import { rejected, type StepOutcome } from '../outcome.ts';
import type { RetrainingRecord } from '../store.ts';

/** Waits until the challenger may be released: by the rules of its model, and by a person where the policy asks for one. */
export async function approve(
  { store }: Pick<RetrainerDeps, 'store'>,
  { endpoint, facts: { challenger: version = 0 } }: RetrainingRecord,
): Promise<StepOutcome> {
  const { approval } =
    (await store.endpoints.find(endpoint))?.retraining ?? RetrainingSettings.parse({});
  const { missing, verdicts, nApproved } = releaseState(
    await store.approvals.factsOf({ name: endpoint, version }),
    null,
  );
  const no = verdicts.find(({ isApproval }) => !isApproval);
  if (no !== undefined)
    return rejected(
      `${no.who} rejected version ${version}${no.why === null ? '' : `: "${no.why}"`}.`,
    );
  const lacks = approval && nApproved === 0 ? ['nobody has approved it', ...missing] : missing;
  if (lacks.length > 0)
    return {
      kind: 'wait',
      isForPerson: true,
      message: `Version ${version} waits to be approved: ${[...new Set(lacks)].join(', and ')}. Approve it with \`kaizen models approve ${endpoint} ${version}\`.`,
    };
  const who = verdicts.filter(({ isApproval }) => isApproval).map((verdict) => verdict.who);
  return {
    kind: 'done',
    message:
      who.length === 0
        ? 'No approval is asked for.'
        : `Version ${version} was approved by ${who.join(' and ')}.`,
  };
}
