import { AppError, listNames } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { AccountRecord, Role, Thing } from '../access/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { assertAdministers } from './assert-administers.ts';
import { getAccount } from './get-account.ts';
import type { RoleDeps } from './grant.ts';
import { resolvePlace, sayPlace } from './resolve-place.ts';
import { toAccount } from './to-account.ts';

/** Takes a role of an account away. */
export const withdrawRole =
  ({ accounts, tell, ...stores }: RoleDeps): MachineHandler<Operations['accounts']['withdraw']> =>
  async ({ name, role, note, ...said }, machine, asked) => {
    const rights = asked?.caller?.rights;
    const thing = await resolvePlace(stores, said, rights);
    assertAdministers(rights, thing);
    const reason = { by: 'person', who: whoAsks(machine, asked), why: note } as const;
    if (!(await accounts.withdraw(name, { role, thing, reason })))
      throw roleNotFound(await getAccount(accounts, name), role, thing);
    await tell(name);
    return toAccount(await getAccount(accounts, name), rights);
  };

function roleNotFound({ name, roles }: AccountRecord, role: Role, thing: Thing | null): AppError {
  const isHere = (other: Thing | null) => other?.kind === thing?.kind && other?.id === thing?.id;
  const there = roles.filter((each) => isHere(each.thing)).map((each) => each.role);
  return new AppError('ROLE_NOT_FOUND', {
    message: `The account "${name}" must have the role ${role} ${sayPlace(thing)} to lose it, got ${there.length === 0 ? 'none there' : listNames(there)}.`,
    hint: `See where it has which with \`kaizen accounts show ${name}\`.`,
    details: { name, role, thing: thing && { ...thing }, roles: there },
  });
}
