import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { CommandDescription } from './description.ts';

/** What the first words of a command line name. */
export type FoundCommand =
  | {
      readonly kind: 'command';
      readonly command: CommandDescription;
      readonly rest: readonly string[];
    }
  | { readonly kind: 'noun'; readonly noun: string }
  | { readonly kind: 'top' };

/**
 * The command that a line names; flags may stand before it. One of two words goes before one that takes the second word as an argument.
 *
 * @throws ARGUMENT_INVALID with the closest command.
 */
export function findCommand(
  commands: readonly CommandDescription[],
  argv: readonly string[],
): FoundCommand {
  const at = wordPositions(argv);
  const [first, second] = [wordAt(argv, at[0]), wordAt(argv, at[1])];
  if (first === undefined) return { kind: 'top' };
  const sameNoun = commands.filter(({ words }) => words[0] === first);
  if (sameNoun.length === 0)
    throw unknownWord('kaizen', first, [...new Set(commands.map(({ words }) => words[0] ?? ''))]);
  const command =
    second === undefined ? undefined : sameNoun.find(({ words }) => words[1] === second);
  if (command) return { kind: 'command', command, rest: without(argv, at.slice(0, 2)) };
  const alone = sameNoun.find(({ words }) => words.length === 1);
  if (alone) return { kind: 'command', command: alone, rest: without(argv, at.slice(0, 1)) };
  if (second === undefined) return { kind: 'noun', noun: first };
  throw unknownWord(
    `kaizen ${first}`,
    second,
    sameNoun.map(({ words }) => words[1] ?? ''),
  );
}

function wordPositions(argv: readonly string[]): number[] {
  const positions: number[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--') break;
    if (word === '--home' || word === '--store') i++;
    else if (!word.startsWith('-')) positions.push(i);
  }
  return positions;
}

function wordAt(argv: readonly string[], position: number | undefined): string | undefined {
  return position === undefined ? undefined : argv[position];
}

function without(argv: readonly string[], positions: readonly number[]): string[] {
  return argv.filter((_, i) => !positions.includes(i));
}

function unknownWord(owner: string, word: string, known: readonly string[]): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${owner} has no command "${word}".`,
    hint: didYouMean(word, known) ?? `It has ${listNames(known, 12)}; see \`${owner} --help\`.`,
    details: { owner, word, known },
  });
}
