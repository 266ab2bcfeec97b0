import { findText } from './fields.ts';
import { cutTo } from './lengths.ts';
import { LIMITS } from './limits.ts';
import { isMessage, type Message } from './message.ts';
import { assertName } from './names.ts';
import { invalidValue, missingValue, refusal } from './refusals.ts';

/** A key and its value. */
export type Pair = readonly [key: string, value: string];

/** The params in a list. @throws REQUEST_INVALID, also where a key is there twice */
export function readParams(list: readonly unknown[]): Readonly<Record<string, string>> {
  const pairs = readPairs(list, { field: 'params', mostLength: LIMITS.paramLength });
  const params = Object.fromEntries(pairs);
  if (Object.keys(params).length < pairs.length) throw doubleKeys(pairs);
  return params;
}

/** The tags of runs and models in a list; of several with one key the last counts. @throws REQUEST_INVALID */
export function readTags(list: readonly unknown[]): Readonly<Record<string, string>> {
  return Object.fromEntries(readPairs(list, { field: 'tags', mostLength: LIMITS.runTagLength }));
}

/** A key and its value; an unset value is an empty one. @param within Such as `tags[0].`. @throws REQUEST_INVALID */
export function readPair(
  message: Message,
  { within = '', mostLength }: { readonly within?: string; readonly mostLength: number },
): Pair {
  const { key } = message;
  if (key === undefined || key === null || key === '') throw missingValue(`${within}key`);
  if (typeof key !== 'string') throw invalidValue(`${within}key`, key);
  assertName(key, `${within}key`);
  return [key, cutTo(findText(message, 'value', { within }) ?? '', mostLength)];
}

function readPairs(
  list: readonly unknown[],
  { field, mostLength }: { readonly field: string; readonly mostLength: number },
): Pair[] {
  return list.map((each, i) => {
    if (!isMessage(each)) throw invalidValue(field, list);
    return readPair(each, { within: `${field}[${i}].`, mostLength });
  });
}

function doubleKeys(pairs: readonly Pair[]) {
  const seen = new Set<string>();
  const double = pairs.map(([key]) => key).filter((key) => seen.has(key) || !seen.add(key));
  const listed = double.map((key) => `'${key}'`).join(', ');
  return refusal(
    `Duplicate parameter keys have been submitted: [${listed}]. Please ensure the request contains only one param value per param key.`,
    { keys: double },
  );
}
