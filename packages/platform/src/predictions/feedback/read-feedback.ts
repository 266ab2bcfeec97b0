import type { Log } from '../../kit/index.ts';
import { entriesIn } from '../capture-folder.ts';
import { readLines } from '../lines.ts';
import { whileFilesMove } from '../while-files-move.ts';

/** How what came of the requests of a day is read. */
export interface FeedbackReader<Line, Kept> {
  /** What a line says; undefined of a damaged one. */
  readonly parse: (line: Buffer) => Line | undefined;
  /** Nothing yet. */
  readonly begin: () => Kept;
  /** Takes up what one line says. */
  readonly take: (kept: Kept, said: Line) => void;
  /** Told about damaged lines. */
  readonly log?: Log | undefined;
}

/**
 * Reads the lines that lie beside the requests of a day: labels, what requests brought, tags.
 *
 * @cost O(lines)
 */
export async function readFeedback<Line, Kept>(
  folder: string,
  { parse, begin, take, log }: FeedbackReader<Line, Kept>,
): Promise<Kept> {
  return await whileFilesMove(async () => {
    const kept = begin();
    for (const { path } of await entriesIn(folder))
      await readLines(path, 0, (line) => {
        const said = parse(line);
        if (said === undefined) log?.warn('damaged line skipped', { path, sizeBytes: line.length });
        else take(kept, said);
      });
    return kept;
  });
}

/** Parses a line of JSON; undefined where it is none, or not what is wanted. */
export function parseFeedback<Line>(
  line: Buffer,
  isOne: (value: Readonly<Record<string, unknown>>) => boolean,
): Line | undefined {
  try {
    const parsed: unknown = JSON.parse(line.toString());
    const isObject = typeof parsed === 'object' && parsed !== null;
    return isObject && isOne(parsed as Record<string, unknown>) ? (parsed as Line) : undefined;
  } catch {
    return undefined;
  }
}
