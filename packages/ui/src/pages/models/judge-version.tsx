import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useRights } from '../../api/index.ts';
import { ConfirmDialog, FailureNote } from '../../components/index.ts';

/** What a version needs before it is released, and who said what of it. */
export type Approvals = Awaited<ReturnType<typeof api.models.approvals>>;

type Word = 'approve' | 'reject';

/** Approves or rejects a version, after saying what that means. */
export function JudgeVersion({
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
