import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useAnswer, useRights } from '../../api/index.ts';
import { ConfirmDialog, exactInstant, FailureNote, When } from '../../components/index.ts';

type Approvals = Awaited<ReturnType<typeof api.models.approvals>>;

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
        <Judge name={name} version={version} onChange={setChanged} />
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

type Word = 'approve' | 'reject';

function Judge({
  name,
  version,
  onChange,
}: {
  readonly name: string;
  readonly version: number;
  readonly onChange: (approvals: Approvals) => void;
}) {
  const rights = useRights({ role: 'approve', at: { kind: 'model', id: name } });
  const [asked, ask] = useState<Word>();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<AppError>();
  const judge = (word: Word) => {
    ask(undefined);
    setFailure(undefined);
    api.models[word]({ name, version, ...(note === '' ? {} : { note }) }).then(
      (approvals) => {
        setNote('');
        onChange(approvals);
      },
      (thrown: unknown) => setFailure(toAppError(thrown)),
    );
  };
  return (
    <>
      <fieldset class="row controls" disabled={!rights.mayChange}>
        <legend class="hidden">Judge</legend>
        <button type="button" onClick={() => ask('approve')}>
          Approve
        </button>
        <button type="button" class="second" onClick={() => ask('reject')}>
          Reject
        </button>
      </fieldset>
      {rights.why !== undefined && <p class="small soft">{rights.why}</p>}
      {failure && <FailureNote failure={failure} />}
      {asked && (
        <ConfirmDialog
          title={`${asked === 'approve' ? 'Approve' : 'Reject'} version ${version} of ${name}`}
          sentences={SAID[asked]}
          verb={asked === 'approve' ? 'Approve it' : 'Reject it'}
          note={note}
          onNote={setNote}
          onConfirm={() => judge(asked)}
          onClose={() => ask(undefined)}
        />
      )}
    </>
  );
}

const SAID: Readonly<Record<Word, readonly string[]>> = {
  approve: [
    'Your name and your reason stand in the trail.',
    'It counts unless you release the version yourself.',
  ],
  reject: [
    'Your name and your reason stand in the trail.',
    'Nobody releases the version until you approve it.',
  ],
};
