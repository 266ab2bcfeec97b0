import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@kaizenml/contracts';

/** A file of a span. */
export interface SpanFile {
  readonly path: string;
  /** Such as `2026-11-20` or `2026-11-20T07`. */
  readonly span: string;
}

const PARTS = { YYYY: 4, MM: 2, DD: 2, HH: 2 } as const;
type Part = keyof typeof PARTS;
const PART = /\{(YYYY|MM|DD|HH)\}/g;

/** Whether a path stands for one file per span. */
export function isSpanPattern(path: string): boolean {
  return path.search(PART) >= 0;
}

/**
 * The files that a pattern such as `logs/{YYYY}-{MM}-{DD}.csv` stands for, the earliest span first.
 *
 * Date parts stand in the name of the file, the year first among what is coarser than what is given; everything else is
 * taken as it is.
 *
 * @throws ARGUMENT_INVALID for a pattern without a year, with parts of the folder, or with gaps; FILE_NOT_FOUND for none.
 */
export async function listSpanFiles(pattern: string): Promise<readonly SpanFile[]> {
  const [folder, name] = [dirname(pattern), basename(pattern)];
  const parts = [...name.matchAll(PART)].map(([, part]) => part as Part);
  const order = (Object.keys(PARTS) as Part[]).slice(0, parts.length);
  const isSound =
    new Set(parts).size === parts.length && order.every((part) => parts.includes(part));
  if (isSpanPattern(folder) || !isSound) throw patternInvalid(pattern);
  const expression = new RegExp(
    `^${name
      .split(PART)
      .map((text, k) =>
        k % 2 === 0
          ? text.replaceAll(/[\^$.*+?()[\]{}|]/g, '\\$&')
          : `(?<${text}>\\d{${PARTS[text as Part]}})`,
      )
      .join('')}$`,
  );
  const names = await readdir(folder).catch(() => []);
  const files = names.flatMap((file): SpanFile[] => {
    const found = expression.exec(file)?.groups;
    return found === undefined ? [] : [{ path: join(folder, file), span: toSpan(found, order) }];
  });
  if (files.length === 0) throw noFiles(pattern, folder);
  return files.sort((a, b) => (a.span < b.span ? -1 : 1));
}

function toSpan(found: Readonly<Record<string, string>>, order: readonly Part[]): string {
  return order
    .map((part) => `${part === 'HH' ? 'T' : '-'}${found[part]}`)
    .join('')
    .slice(1);
}

function patternInvalid(pattern: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `A pattern of spans must have {YYYY}, and {MM} before {DD} before {HH}, once each in the name of the file, got "${pattern}".`,
    hint: 'For example `logs/{YYYY}-{MM}-{DD}.csv`.',
    details: { pattern },
  });
}

function noFiles(pattern: string, folder: string): AppError {
  return new AppError('FILE_NOT_FOUND', {
    message: `A file must match "${pattern}", got none in "${folder}".`,
    hint: 'Check the folder and the pattern: the parts stand for digits.',
    details: { path: pattern, folder },
  });
}
