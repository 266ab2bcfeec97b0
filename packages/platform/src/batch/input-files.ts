import { glob, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { openSource } from '../datasets/index.ts';

const ENDINGS = /\.(csv|tsv|tab|txt|jsonl|ndjson|json|parquet|pq|arff)(\.gz)?$/i;
const PATTERN = /[*?[\]{}]/;

/** A file to read, and what tells it from a later one of the same name. */
export interface InputFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Size and time of the last change. */
  readonly stamp: string;
}

/**
 * The files that a path stands for, by name: itself, the data files of a folder, or those that match a pattern such as `2024-*.csv`.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, TABLE_EMPTY; ARGUMENT_INVALID where there is no data file
 */
export async function inputFiles(path: string): Promise<readonly InputFile[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) return [await inputFile(path)];
  const paths = found?.isDirectory() === true ? await inFolder(path) : await matching(path);
  if (paths === undefined) return [await inputFile(path)];
  if (paths.length === 0)
    throw new AppError('ARGUMENT_INVALID', {
      message: `"${path}" must stand for data files, got none.`,
      hint: 'Name a file, a folder of CSV, JSON lines or Parquet files, or a pattern in quotes such as "2024-*.csv".',
      details: { path },
    });
  return await Promise.all(paths.sort().map(inputFile));
}

async function inFolder(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => ENDINGS.test(name) && !name.startsWith('.'))
    .map((name) => join(folder, name));
}

async function matching(path: string): Promise<string[] | undefined> {
  if (!PATTERN.test(path)) return undefined;
  const paths: string[] = [];
  for await (const each of glob(path)) paths.push(each);
  return paths;
}

async function inputFile(path: string): Promise<InputFile> {
  const { sizeBytes } = await openSource(path);
  const { mtimeNs } = await stat(path, { bigint: true });
  return { path, sizeBytes, stamp: `${sizeBytes}-${mtimeNs}` };
}
