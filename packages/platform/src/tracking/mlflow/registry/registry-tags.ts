import { findList, findText } from '../fields.ts';
import { isLonger } from '../lengths.ts';
import { isMessage, type Message } from '../message.ts';
import { assertName } from '../names.ts';
import { invalidValue, missingValue, tooLong } from '../refusals.ts';

/** Longest value; prompts are kept in tags. @source MLflow 3, `MAX_MODEL_REGISTRY_TAG_VALUE_LENGTH` */
const MOST_CHARACTERS = 100_000;

/** What a tag belongs to, for sentences. */
type Owner = 'Registered model' | 'Model version';

/** The tag of a request; an unset value is an empty one. @throws REQUEST_INVALID */
export function readRegistryTag(
  message: Message,
  { owner, within = '' }: { readonly owner: Owner; readonly within?: string },
): readonly [key: string, value: string] {
  const key = findText(message, 'key', { within });
  if (key === undefined || key === '') throw missingValue(`${within}key`);
  assertName(key, `${within}key`);
  const value = findText(message, 'value', { within }) ?? '';
  if (isLonger(value, MOST_CHARACTERS))
    throw tooLong(`${owner} value`, value, { limit: MOST_CHARACTERS });
  return [key, value];
}

/** The tags in a list; of several with one key the last counts. @throws REQUEST_INVALID */
export function readRegistryTags(
  message: Message,
  { owner }: { readonly owner: Owner },
): Readonly<Record<string, string>> {
  const list = findList(message, 'tags');
  return Object.fromEntries(
    list.map((tag, i) => {
      if (!isMessage(tag)) throw invalidValue('tags', list);
      return readRegistryTag(tag, { owner, within: `tags[${i}].` });
    }),
  );
}
