import { api, useAnswer } from '../../api/index.ts';
import { ScrollTable } from '../../components/index.ts';
import { accountAddress } from './account-address.ts';
import { RoleBadges } from './role-badges.tsx';

const MOST = 100;

/** Who has a role at a thing or everywhere; nothing where there are no such accounts. */
export function WhoMay({
  model,
  experiment,
}: {
  readonly model?: string;
  /** Id, or the name of one that is no id. */
  readonly experiment?: string;
}) {
  const answer = useAnswer(
    () => api.accounts.list({ limit: MOST, model, experiment }),
    `${model} ${experiment}`,
  );
  if (answer.state !== 'here' || answer.value.items.length === 0) return null;
  const isHere = (thing: { readonly kind: string; readonly id: string; readonly name: string }) =>
    thing.kind === 'model' ? thing.id === model : [thing.id, thing.name].includes(experiment ?? '');
  return (
    <section>
      <h2>Who may do what</h2>
      <ScrollTable label="Who may do what" head={['Account', 'Kind', 'Roles']}>
        {answer.value.items.map(({ name, kind, roles, closedAt }) => (
          <tr key={name}>
            <td>
              <a href={accountAddress(name)}>{name}</a>
              {closedAt !== null && <span class="soft"> (closed)</span>}
            </td>
            <td>{kind}</td>
            <td>
              <RoleBadges roles={roles.filter(({ thing }) => thing === null || isHere(thing))} />
            </td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}
