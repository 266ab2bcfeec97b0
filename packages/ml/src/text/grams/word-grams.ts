import { foldText } from './fold-text.ts';
import { type GramOptions, type Grams, MOST_GRAMS } from './gram-options.ts';
import { wordsOf } from './words-of.ts';

/** More than a tree tells apart, so that no two children share a key. */
const KEYS_PER_NODE = 2 ** 26;
const ROOT = -1;
const NONE = -1;

/**
 * Runs of `low` to `high` words, parted by one blank.
 *
 * Grams are the nodes of a tree whose branches are words: a longer gram is the child of the one without its last
 * word, so that no text is put together to look a gram up.
 */
export function wordGrams(options: GramOptions, terms?: readonly string[]): Grams {
  const { low, high, fewestLetters, foldAccents } = options;
  const tree = gramTree();
  const gramAt: number[] = [];
  const nodes: number[] = [];
  const numberOf = (node: number): number => {
    if (gramAt[node] === undefined) {
      gramAt[node] = nodes.length;
      nodes.push(node);
    }
    return gramAt[node];
  };
  const grows = terms === undefined;
  terms?.forEach((term, gram) => {
    const node = term
      .split(' ')
      .reduce((parent, word) => tree.child(parent, tree.word(word, true), true), ROOT);
    gramAt[node] = gram;
  });
  return {
    each(text, visit) {
      const words = wordsOf(foldText(text, foldAccents), fewestLetters).map((word) =>
        tree.word(word, grows),
      );
      for (let from = 0; from < words.length; from++) {
        let node = ROOT;
        for (let length = 1; length <= high && from + length <= words.length; length++) {
          const word = words[from + length - 1];
          if (word === NONE) break;
          node = tree.child(node, word, grows);
          if (node === NONE) break;
          if (length < low) continue;
          if (grows) visit(numberOf(node));
          else if (gramAt[node] !== undefined) visit(gramAt[node]);
        }
      }
    },
    size: () => terms?.length ?? nodes.length,
    name: (gram) => terms?.[gram] ?? tree.nameOf(nodes[gram]),
  };
}

function gramTree() {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  const children = new Map<number, number>();
  const parents: number[] = [];
  const lasts: number[] = [];
  const nameOf = (node: number): string =>
    parents[node] === ROOT ? words[lasts[node]] : `${nameOf(parents[node])} ${words[lasts[node]]}`;
  return {
    nameOf,
    word(text: string, grows: boolean): number {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      if (!grows || words.length >= MOST_GRAMS) return NONE;
      numbers.set(text, words.length);
      return words.push(text) - 1;
    },
    child(parent: number, word: number, grows: boolean): number {
      const key = (parent + 1) * KEYS_PER_NODE + word;
      const known = children.get(key);
      if (known !== undefined) return known;
      if (!grows || lasts.length >= MOST_GRAMS) return NONE;
      children.set(key, lasts.length);
      parents.push(parent);
      return lasts.push(word) - 1;
    },
  };
}
