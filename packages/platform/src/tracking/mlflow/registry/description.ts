import { findText } from '../fields.ts';
import { isLonger } from '../lengths.ts';
import type { Message } from '../message.ts';
import { tooLong } from '../refusals.ts';

const MOST_CHARACTERS = 100_000;

/** What is said of a model or a version; an empty text is none. @throws REQUEST_INVALID */
export function readDescription(message: Message): string | undefined {
  const description = findText(message, 'description');
  if (description !== undefined && isLonger(description, MOST_CHARACTERS))
    throw tooLong('Description', description, { limit: MOST_CHARACTERS });
  return description === '' ? undefined : description;
}
