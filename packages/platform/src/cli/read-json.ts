import { readFile } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';

/**
 * A JSON value as the command line gives it: inline, `@file.json`, or `-` for stdin.
 *
 * @param subject Name of the argument, for the sentence.
 * @param stdin Reads all of stdin.
 * @throws FILE_NOT_FOUND, ARGUMENT_INVALID
 */
export async function readJson(
  subject: string,
  word: string,
  stdin: () => Promise<string>,
): Promise<unknown> {
  const [place, text] = await readText(word, stdin);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `${subject} must be JSON, got text that is not: ${(cause as Error).message} (${place}).`,
      hint: 'Put single quotes around inline JSON, or write it to a file and pass `@file.json`.',
      details: { subject, place, reason: (cause as Error).message },
      cause,
    });
  }
}

async function readText(
  word: string,
  stdin: () => Promise<string>,
): Promise<[place: string, text: string]> {
  if (word === '-') return ['stdin', await stdin()];
  if (!word.startsWith('@')) return ['the command line', word];
  const path = word.slice(1);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new AppError('FILE_NOT_FOUND', {
      message: `The file "${path}" must be readable, got ${cause.code ?? 'an error'}.`,
      hint: 'Check the path behind the `@`; it is relative to the working folder.',
      details: { path, reason: cause.code ?? null },
      cause,
    });
  });
  return [path, text];
}
