import type { VersionAt } from '../../../models/registry/index.ts';
import { getText } from '../fields.ts';
import type { Message } from '../message.ts';
import { refusal } from '../refusals.ts';
import { readModelName } from './model-name.ts';

/** The version that a request names. @throws REQUEST_INVALID */
export function readVersionAt(message: Message): VersionAt {
  const name = readModelName(message);
  const given = message.version;
  const text = typeof given === 'number' ? String(given) : getText(message, 'version');
  if (!/^-?\d+$/.test(text))
    throw refusal(`Model version must be an integer, got '${text}'`, { version: text });
  return { name, version: Number(text) };
}
