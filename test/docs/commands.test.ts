import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import generated from '../../packages/platform/src/cli/commands.generated.json' with {
  type: 'json',
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const known = new Map(
  generated.commands.map(({ words, flags }) => [words.join(' '), flags.map(({ key }) => key)]),
);
const nouns = new Set(
  generated.commands.filter(({ words }) => words.length === 2).map(({ words }) => words[0]),
);
const COMMON_FLAGS = ['json', 'home', 'store', 'help', 'version'];

interface Mention {
  readonly where: string;
  readonly command: string;
}

/** Every command line that a person is told to type: in documents, hints, help and pages. */
const mentions: Mention[] = [
  'packages',
  'docs',
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'examples',
]
  .flatMap((place) => filesOf(place))
  .flatMap((where) =>
    [
      ...readFileSync(join(root, where), 'utf8').matchAll(
        /(?:`|^(?:npx )?|'|"|\$ )kaizen ([a-z][^`'"\n#→]*)/gm,
      ),
    ].map(([, rest]) => ({ where, command: rest.split('\\n')[0].replace(/\\$/, '').trim() })),
  );

function filesOf(place: string): string[] {
  if (/\.\w+$/.test(place)) return [place];
  return readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
    .filter(
      (path) =>
        /\.(ts|tsx|md)$/.test(path) &&
        !/\.test\.tsx?$|(^|\/)(dist|node_modules|web)\/|cli\/command\.ts$/.test(path),
    )
    .map((path) => join(place, path));
}

describe('a command that people are told to type', () => {
  it('is found in many places', () => {
    expect(mentions.length).toBeGreaterThan(50);
  });

  it('exists', () => {
    const unknown = mentions.filter(({ command }) => {
      const [first = '', second = ''] = command.split(/\s+/);
      if (nouns.has(first) && !known.has(first))
        return (
          !/^(\$\{|<|VERB|--help|list\||…|$)/.test(second) &&
          !known.has(`${first} ${second.replace(/[.,;:)]+$/, '')}`)
        );
      return !known.has(first.replace(/[.,;:)]+$/, ''));
    });
    expect(unknown).toEqual([]);
  });

  it('has the flags that are named with it', () => {
    const wrong = mentions.filter(({ command }) => {
      const words = command.split(/\s+/);
      const two = words
        .slice(0, 2)
        .join(' ')
        .replace(/[.,;:)]+$/, '');
      const name = known.has(two) || !known.has(words[0]) ? two : words[0];
      const flags = [...(known.get(name) ?? []), ...COMMON_FLAGS];
      return [...command.replace('[--flags]', '').matchAll(/--([a-z][a-z0-9-]*)/g)]
        .map(([, flag]) => flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()))
        .some((flag) => !flags.includes(flag));
    });
    expect(wrong).toEqual([]);
  });
});
