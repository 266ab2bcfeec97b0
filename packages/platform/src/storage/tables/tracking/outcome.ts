import { type AppError, invariant } from '@kaizenml/contracts';

/** What came of one of many calls that were made at once. */
export type Outcome<Given> = { readonly given: Given } | { readonly refused: AppError };

/** What a call gave. @throws what it was refused with */
export function givenOf<Given>(outcome: Outcome<Given> | undefined): Given {
  invariant(outcome !== undefined, 'every call has an outcome');
  if ('refused' in outcome) throw outcome.refused;
  return outcome.given;
}
