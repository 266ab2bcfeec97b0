/** A source of kernels with one line changed. */
export interface Mutant {
  /** Path below packages/ml/kernels, without its ending. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** The whole changed source. */
  readonly source: string;
}

/** What is looked for, and what takes its place. Operators stand between spaces; brackets of types do not. */
const CHANGES: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/ < /g, () => ' <= '],
  [/ <= /g, () => ' < '],
  [/ > /g, () => ' >= '],
  [/ >= /g, () => ' > '],
  [/ === /g, () => ' !== '],
  [/ !== /g, () => ' === '],
  [/ == /g, () => ' != '],
  [/ && /g, () => ' || '],
  [/ \|\| /g, () => ' && '],
  [/ \+ /g, () => ' - '],
  [/ - /g, () => ' + '],
  [/ \* /g, () => ' + '],
  [/ \/ /g, () => ' * '],
  [/ << /g, () => ' >> '],
  [/ >> /g, () => ' << '],
  [/ & /g, () => ' | '],
  [/ \| /g, () => ' & '],
  [/ \^ /g, () => ' & '],
  [/ \+= /g, () => ' -= '],
  [/ -= /g, () => ' += '],
  [/(?<![\w.])\d+(?![\w.])/g, (number) => String(Number(number) + 1)],
  [/(?<![\w.])[1-9]\d*(?![\w.])/g, (number) => String(Number(number) - 1)],
  [/\bmin\(/g, () => 'max('],
  [/\bmax\(/g, () => 'min('],
  [/\b(left|right|gLeft|gRight|hLeft|hRight|outLeft|outRight|dLeft|dRight)\b/g, swapSides],
  [/ f64x2\.(min|max|add|sub|mul)\(/g, (call) => call.replace(/\.\w+/, otherOperation)],
  [/\bcontinue;/g, () => 'break;'],
  [/\bbreak;/g, () => 'continue;'],
  [/\? (\w+) : (\w+)/g, (choice) => choice.replace(/\? (\w+) : (\w+)/, '? $2 : $1')],
  [/ (true|false)\b/g, (word) => (word === ' true' ? ' false' : ' true')],
];

function swapSides(word: string): string {
  return word.includes('eft')
    ? word.replace('Left', 'Right').replace('left', 'right')
    : word.replace('Right', 'Left').replace('right', 'left');
}

function otherOperation(operation: string): string {
  const others: Readonly<Record<string, string>> = {
    '.min': '.max',
    '.max': '.min',
    '.add': '.sub',
    '.sub': '.add',
    '.mul': '.add',
  };
  return others[operation] ?? operation;
}

/** Every change of one place in a source; comments and declarations are left out. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const lines = source.split('\n');
  return lines.flatMap((text, at) => {
    if (/^\s*(\*|\/\*|\/\/|@|import|export function|function|\w+: \w+,$)/.test(text)) return [];
    return changedLines(text).map((after) => ({
      file,
      line: at + 1,
      before: text.trim(),
      after: after.trim(),
      source: lines.with(at, after).join('\n'),
    }));
  });
}

function changedLines(text: string): string[] {
  const changed = CHANGES.flatMap(([pattern, change]) =>
    [...text.matchAll(pattern)].map(
      ({ 0: found, index }) =>
        text.slice(0, index) + change(found) + text.slice(index + found.length),
    ),
  );
  return [...new Set(changed)].filter((after) => after !== text);
}
