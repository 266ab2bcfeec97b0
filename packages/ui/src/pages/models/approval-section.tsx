import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { exactInstant, FailureNote, When } from '../../components/index.ts';
import { type Approvals, JudgeVersion } from './judge-version.tsx';

/** What a version needs before it is released, who said what of it, and the two buttons; nothing where its model has no rules. */
export function ApprovalSection({
  name,
  version,
  isReleased,
}: {
  readonly name: string;
  readonly version: number;
  /** Whether it is the champion. */
  readonly isReleased: boolean;
}) {
  const [changed, setChanged] = useState<Approvals>();
  const answer = useAnswer(() => api.models.approvals({ name, version }), `${name}/${version}`);
  if (answer.state === 'failed') return <FailureNote failure={answer.failure} />;
  if (answer.state !== 'here') return null;
  const { rules, verdicts, isReleasable, missing } = changed ?? answer.value;
  if (rules.nApprovals === 0 && !rules.isDescribed && verdicts.length === 0) return null;
  return (
    <section aria-label="Approvals">
      <h2>{TITLES[isReleased ? 'released' : 'waiting'][isReleasable ? 'whole' : 'lacking']}</h2>
      <div class="card">
        <p class="soft">{sayRules(rules)}</p>
        {missing.length > 0 && (
          <ul>
            {missing.map((each) => (
              <li key={each}>{each.charAt(0).toUpperCase() + each.slice(1)}.</li>
            ))}
          </ul>
        )}
        {verdicts.length > 0 && (
          <ol class="timeline">
            {verdicts.map(({ who, isApproval, why, at }) => (
              <li class="moment" key={who}>
                <span class="small soft">
                  <When at={at} />
                  <span class="exact">{exactInstant(at)}</span>
                </span>
                <span>
                  <span class={`status ${isApproval ? 'passed' : 'rejected'}`}>
                    {isApproval ? '✓ Approved' : '✗ Rejected'}
                  </span>{' '}
                  by <strong>{who}</strong>
                  {why === null ? '' : `: ${why}`}
                </span>
              </li>
            ))}
          </ol>
        )}
        <JudgeVersion name={name} version={version} onChange={setChanged} />
      </div>
    </section>
  );
}

const TITLES = {
  waiting: { whole: 'It may be released', lacking: 'It may not be released yet' },
  released: {
    whole: 'It is released, with all that its rules ask for',
    lacking: 'It is released, and lacks what its rules ask for now',
  },
} as const;

/** `The rules ask for 2 approvals by people other than the one who releases it.` */
function sayRules({ nApprovals, isDescribed }: Approvals['rules']): string {
  const asked = [
    ...(nApprovals === 0
      ? []
      : [
          `${nApprovals === 1 ? 'an approval by somebody' : `${nApprovals} approvals by people`} other than the one who releases it`,
        ]),
    ...(isDescribed ? ['a description of the model and of the version'] : []),
  ];
  if (asked.length === 0) return 'The model has no rules; what people said of it is kept.';
  return `The rules ask for ${asked.join(', and for ')}.`;
}
