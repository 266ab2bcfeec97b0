import { AppError } from '@kaizenml/contracts';
import type { Rights, Thing } from '../access/index.ts';
import { flagsOf, sayPlace } from './resolve-place.ts';

/** Refuses who may not give and take roles there. @param thing Null for everywhere. @throws ACCESS_FORBIDDEN */
export function assertAdministers(rights: Rights | undefined, thing: Thing | null): void {
  if (rights === undefined || rights.has('admin', thing ?? undefined)) return;
  throw new AppError('ACCESS_FORBIDDEN', {
    message: `Who gives and takes roles must be admin ${sayPlace(thing)}, but "${rights.account}" is not.`,
    hint: `Ask an administrator for \`kaizen accounts grant ${rights.account} admin${flagsOf(thing)}\`.`,
    details: { account: rights.account, role: 'admin', thing: thing && { ...thing } },
  });
}
