import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CreateInput } from './destination.ts';
import type { Letter } from './letter.ts';

/** What letters of a file belong to. It holds no token: who sends them later shows one of their own. */
export interface SpillHead {
  readonly kind: 'head';
  /** URL of the server, or absolute path of the home. */
  readonly place: string;
  readonly create: CreateInput;
  /** The process that wrote them. */
  readonly pid: number;
  readonly mark: string | null;
}

/** Reads the lines of a file of letters. One that was cut by a kill or a power loss was never acknowledged, and is left out. */
async function* readLines(path: string): AsyncGenerator<SpillHead | Letter> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  for await (const line of lines) yield* parseLine(line);
}

/** The head of a file; undefined where it has none. */
export async function findHead(path: string): Promise<SpillHead | undefined> {
  for await (const line of readLines(path)) return line.kind === 'head' ? line : undefined;
  return undefined;
}

/** The letters of a file, in their order. */
export async function* readLetters(path: string): AsyncGenerator<Letter> {
  for await (const line of readLines(path)) if (line.kind !== 'head') yield line;
}

function parseLine(line: string): (SpillHead | Letter)[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
