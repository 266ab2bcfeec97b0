import { AppError } from '@kaizenml/contracts';
import type { Kind, Rights, Role, Thing } from '../access/index.ts';

/**
 * The failure of who may look at a thing, or need not hide from it, and may not do more. It is told to nobody who may not look: to
 * those a thing is not there.
 */
export function accessForbidden(
  { account }: Pick<Rights, 'account'>,
  role: Role,
  thing?: Thing,
): AppError {
  const place = thing === undefined ? 'everywhere' : `at ${thing.kind} "${thing.id}"`;
  return new AppError('ACCESS_FORBIDDEN', {
    message: `The account "${account}" must have the role ${role} ${place}, got none that holds it.`,
    hint: 'Ask an administrator for the role.',
    details: { account, role, kind: thing?.kind ?? null, id: thing?.id ?? null },
  });
}

/** The failure of a name that something has, or had, which the account may not look at: no more is said of it. */
export function nameClosed(
  { account }: Pick<Rights, 'account'>,
  kind: Kind | 'run' | 'view',
  name: string,
): AppError {
  return new AppError('ACCESS_FORBIDDEN', {
    message: `The account "${account}" must take a name for the ${kind} that is free, got "${name}", which is not.`,
    hint: 'Take another name, or ask an administrator.',
    details: { account, kind, name },
  });
}
