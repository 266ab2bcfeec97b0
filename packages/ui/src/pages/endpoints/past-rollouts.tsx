import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { AnswerView, StatusTag, When } from '../../components/index.ts';
import { RolloutStory } from './rollout-story.tsx';
import { isUnderWay, type ShownRollout } from './use-live-rollout.ts';

const SHOWN = 20;

type Past = Pick<ShownRollout, 'id' | 'endedAt' | 'from' | 'to' | 'strategy' | 'status' | 'reason'>;

/** How earlier rollouts of an endpoint ended, newest first, each with its story. */
export function PastRollouts({ endpoint }: { readonly endpoint: string }) {
  const answer = useAnswer(() => api.rollouts.list({ endpoint, limit: SHOWN }), endpoint);
  if (answer.state !== 'here') return null;
  const past = answer.value.items.filter((rollout) => !isUnderWay(rollout));
  if (past.length === 0) return null;
  return (
    <section aria-label="Rollouts before">
      <h2>Rollouts before</h2>
      {past.map((rollout) => (
        <PastRollout key={rollout.id} rollout={rollout} />
      ))}
    </section>
  );
}

function PastRollout({ rollout }: { readonly rollout: Past }) {
  const { id, endedAt, from, to, strategy, status, reason } = rollout;
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="card past" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>
          Version {from} → {to}
        </strong>{' '}
        <StatusTag status={status} />{' '}
        <span class="small soft">
          {strategy}, <When at={endedAt} />
        </span>
        <p class="small">{reason}</p>
      </summary>
      {isOpen && <Story id={id} />}
    </details>
  );
}

function Story({ id }: { readonly id: string }) {
  const answer = useAnswer(() => api.rollouts.show({ id }), id);
  return <AnswerView answer={answer}>{(rollout) => <RolloutStory rollout={rollout} />}</AnswerView>;
}
