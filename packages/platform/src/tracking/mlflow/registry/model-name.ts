import { asId, type ModelName } from '@kaizenml/contracts';
import { getText } from '../fields.ts';
import type { Message } from '../message.ts';
import { missingValue, refusal } from '../refusals.ts';

/** The name of a registered model. @param field Default `name`. @throws REQUEST_INVALID */
export function readModelName(message: Message, field = 'name'): ModelName {
  const name = getText(message, field);
  if (name.trim() === '') throw missingValue(field);
  if (/[/:]/.test(name))
    throw refusal(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`, { name });
  return asId<ModelName>(name);
}
