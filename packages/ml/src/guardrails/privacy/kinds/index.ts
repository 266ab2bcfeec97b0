import { ACCOUNTS } from './accounts.ts';
import { CONTACTS } from './contacts.ts';
import { NATIONAL_IDS } from './national-ids.ts';
import type { PersonalKind } from './personal-kind.ts';
import { PERSONS } from './persons.ts';

export type { PersonalKind } from './personal-kind.ts';

/** Every kind of personal data that is looked for; what is told apart best comes first. */
export const PERSONAL_KINDS: readonly PersonalKind[] = [
  ...CONTACTS.slice(0, 1),
  ...ACCOUNTS,
  ...NATIONAL_IDS,
  ...CONTACTS.slice(1),
  ...PERSONS,
];
