import { countOf } from '../../charts/index.ts';
import { AnomalyCard } from './anomaly-card.tsx';
import { DeciderName } from './decider-name.tsx';
import { type Decided, DecisionForm } from './decision-form.tsx';
import type { SchemaShown } from './schema-types.ts';

/** The changes that wait for a person. */
export function OpenProposals({
  schema: { name, open },
  onDecided,
}: {
  readonly schema: SchemaShown;
  readonly onDecided: Decided;
}) {
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{countOf(open.length, 'change waits', 'changes wait')} for you</h2>
      <p class="soft">
        The last check found these. Accept what is right from now on: the schema changes. Reject
        what is a fault of the data: it is still told, and not offered again.
      </p>
      <DeciderName />
      <ul class="findings">
        {open.map((anomaly) => (
          <AnomalyCard key={anomaly.patch?.id} anomaly={anomaly}>
            {anomaly.patch !== null && (
              <DecisionForm
                dataset={name}
                patches={[anomaly.patch.id]}
                about={anomaly.patch.says}
                onDecided={onDecided}
              />
            )}
          </AnomalyCard>
        ))}
        {open.length > 1 && (
          <li class="card">
            <h3>{open.length === 2 ? 'Both' : `All ${open.length}`} together</h3>
            <DecisionForm
              dataset={name}
              patches={open.flatMap(({ patch }) => (patch === null ? [] : [patch.id]))}
              about={`all ${open.length} changes`}
              onDecided={onDecided}
            />
          </li>
        )}
      </ul>
    </section>
  );
}
