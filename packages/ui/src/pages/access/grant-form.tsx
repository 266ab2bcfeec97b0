import { type AppError, toAppError } from '@kaizenml/contracts';
import { useId, useState } from 'preact/hooks';
import { api, type Self, useSelf } from '../../api/index.ts';
import { ConfirmDialog, FailureNote } from '../../components/index.ts';
import { placeOf } from './place-of.ts';
import type { Roles } from './role-badges.tsx';

type Role = Roles[number]['role'];
type Kind = 'everywhere' | 'model' | 'experiment';

/** What each role lets do. */
const ROLES: Readonly<Record<Role, string>> = {
  read: 'look',
  write: 'log, register and change',
  approve: 'judge and release versions',
  admin: 'everything, also the roles of others',
};

/** Gives an account a role, after saying what that lets it do. */
export function GrantForm({
  name,
  onChange,
}: {
  readonly name: string;
  readonly onChange: (roles: Roles) => void;
}) {
  const id = useId();
  const self = useSelf();
  const [role, setRole] = useState<Role>('read');
  const [kind, setKind] = useState<Kind>('model');
  const [thing, setThing] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<AppError>();
  const place = kind === 'everywhere' ? 'everywhere' : `at ${kind} ${thing}`;
  const why = self.state === 'here' ? whyNot(self.value) : undefined;
  const grant = () => {
    setAsking(false);
    setFailure(undefined);
    const at = kind === 'everywhere' ? null : { kind, id: thing };
    const input = { name, role, ...placeOf(at), ...(note === '' ? {} : { note }) };
    api.accounts.grant(input).then(
      (account) => {
        setNote('');
        setThing('');
        onChange(account.roles);
      },
      (thrown: unknown) => setFailure(toAppError(thrown)),
    );
  };
  const ask = (event: Event) => {
    event.preventDefault();
    setAsking(true);
  };
  return (
    <>
      <form class="card grant" onSubmit={ask} aria-label="Give a role">
        <fieldset
          class="fields"
          disabled={self.state !== 'here' || why !== undefined}
          aria-describedby={why === undefined ? undefined : `${id}-why`}
        >
          <legend class="hidden">Give a role</legend>
          <div class="field">
            <label for={`${id}-role`}>Role</label>
            <select
              id={`${id}-role`}
              value={role}
              onChange={(event) => setRole(event.currentTarget.value as Role)}
            >
              {Object.entries(ROLES).map(([one, does]) => (
                <option key={one} value={one}>
                  {one}: {does}
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for={`${id}-kind`}>Where</label>
            <select
              id={`${id}-kind`}
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as Kind)}
            >
              <option value="model">at a model</option>
              <option value="experiment">at an experiment</option>
              <option value="everywhere">everywhere</option>
            </select>
          </div>
          {kind !== 'everywhere' && (
            <div class="field">
              <label for={`${id}-thing`}>{kind === 'model' ? 'Model' : 'Experiment'}</label>
              <input
                id={`${id}-thing`}
                required
                autocomplete="off"
                value={thing}
                onInput={(event) => setThing(event.currentTarget.value.trim())}
              />
            </div>
          )}
          <div class="end">
            <button type="submit">Give the role</button>
          </div>
        </fieldset>
        {why !== undefined && (
          <p id={`${id}-why`} class="small soft">
            {why}
          </p>
        )}
      </form>
      {failure && <FailureNote failure={failure} />}
      {isAsking && (
        <ConfirmDialog
          title={`Give ${name} the role ${role} ${place}`}
          sentences={[
            `It may then ${ROLES[role]} ${kind === 'everywhere' ? 'at every experiment and model' : 'there'}.`,
            'Your name and your reason stand in the trail.',
          ]}
          verb="Give it"
          note={note}
          onNote={setNote}
          onConfirm={grant}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Why who asks can give no role anywhere; undefined where there is a place. */
function whyNot({ scopes, account }: Self): string | undefined {
  if (!scopes.includes('admin'))
    return `Giving a role needs a key with the scope admin; yours has ${scopes.join(', ')}.`;
  if (account === null || account.roles.some(({ role }) => role === 'admin')) return undefined;
  return `Giving a role needs the role admin somewhere, which the account ${account.name} does not have.`;
}
