import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, tellRights, useSelf } from '../../api/index.ts';
import { ConfirmDialog, FailureNote, ScrollTable, When } from '../../components/index.ts';
import { placeOf } from './place-of.ts';
import { type Roles, sayPlace } from './role-badges.tsx';

/** The roles of an account, each with a button that takes it away. */
export function RoleTable({
  name,
  roles,
  onChange,
}: {
  readonly name: string;
  readonly roles: Roles;
  readonly onChange: (roles: Roles) => void;
}) {
  const self = useSelf();
  const [asked, ask] = useState<Roles[number]>();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<AppError>();
  const mayTake = ({ thing }: Roles[number]) =>
    self.state === 'here' &&
    tellRights(self.value, { role: 'admin', at: thing ?? undefined }).mayChange;
  const withdraw = ({ role, thing }: Roles[number]) => {
    ask(undefined);
    setFailure(undefined);
    const input = { name, role, ...placeOf(thing), ...(note === '' ? {} : { note }) };
    api.accounts.withdraw(input).then(
      (account) => {
        setNote('');
        onChange(account.roles);
      },
      (thrown: unknown) => setFailure(toAppError(thrown)),
    );
  };
  if (roles.length === 0)
    return <p class="note">It has no role that you may see, so that it can do nothing there.</p>;
  return (
    <>
      <ScrollTable label="Roles" stacks head={['Role', 'Where', 'Since', '']}>
        {roles.map((given) => {
          const { role, thing, at } = given;
          return (
            <tr key={`${role} ${thing?.kind} ${thing?.id}`}>
              <td data-name="Role">
                <span class="badge">{role}</span>
              </td>
              <td data-name="Where" class="wide">
                <Where thing={thing} />
              </td>
              <td data-name="Since">
                <When at={at} />
              </td>
              <td>
                <button
                  type="button"
                  class="quiet"
                  disabled={!mayTake(given)}
                  aria-label={`Take ${role} ${sayPlace(thing)} away`}
                  onClick={() => ask(given)}
                >
                  Take away
                </button>
              </td>
            </tr>
          );
        })}
      </ScrollTable>
      {self.state === 'here' && !roles.every(mayTake) && (
        <p class="small soft">A role is taken away by who is admin where it holds.</p>
      )}
      {failure && <FailureNote failure={failure} />}
      {asked && (
        <ConfirmDialog
          title={`Take ${asked.role} ${sayPlace(asked.thing)} away from ${name}`}
          sentences={[
            'Servers know within a second.',
            'What was done with the role stays, and so do the other roles.',
          ]}
          verb="Take it away"
          note={note}
          onNote={setNote}
          onConfirm={() => withdraw(asked)}
          onClose={() => ask(undefined)}
        />
      )}
    </>
  );
}

function Where({ thing }: { readonly thing: Roles[number]['thing'] }) {
  if (thing === null) return <>everywhere</>;
  const href =
    thing.kind === 'model'
      ? `/models/${encodeURIComponent(thing.id)}`
      : `/runs?experiment=${encodeURIComponent(thing.name)}`;
  return (
    <span>
      {thing.kind} <a href={href}>{thing.name}</a>
    </span>
  );
}
