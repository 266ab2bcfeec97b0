import { api, useRights } from '../../api/index.ts';
import { Decisions } from '../../components/index.ts';

/** What a version needs before it is released, and who said what of it. */
export type Approvals = Awaited<ReturnType<typeof api.models.approvals>>;

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
  const word = (said: 'approve' | 'reject', words: string, then: string) => ({
    ...{ words, title: `${words} version ${version} of ${name}`, verb: `${words} it` },
    ...{ isSecond: said === 'reject' },
    sentences: ['Your name and your reason stand in the trail.', then],
    decide: (note: string) => api.models[said]({ name, version, ...(note === '' ? {} : { note }) }),
  });
  return (
    <Decisions
      legend="Judge"
      rights={useRights({ role: 'approve', at: { kind: 'model', id: name } })}
      decisions={[
        word('approve', 'Approve', 'It counts unless you release the version yourself.'),
        word('reject', 'Reject', 'Nobody releases the version until you approve it.'),
      ]}
      onDecided={onChange}
    />
  );
}
