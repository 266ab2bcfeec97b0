import { NODE, type TreeEnsemble } from '../tree-ensemble.ts';

/** Thresholds of the given nodes with the sets that they name: each distinct set once, without words of zeros at its end. */
export function usedSets(
  { thresholds, flags, setWords, setOffsets }: TreeEnsemble,
  nodes: readonly number[],
): Pick<TreeEnsemble, 'thresholds' | 'setWords' | 'setOffsets'> {
  const numbers = new Map<string, number>();
  const words: number[] = [];
  const offsets = [0];
  const numberOf = (set: number): number => {
    let end = setOffsets[set + 1];
    while (end > setOffsets[set] && setWords[end - 1] === 0) end--;
    const own = setWords.subarray(setOffsets[set], end);
    const key = own.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, offsets.length - 1);
    for (const word of own) words.push(word);
    offsets.push(words.length);
    return offsets.length - 2;
  };
  const named = Float64Array.from(nodes, (node) =>
    (flags[node] & NODE.category) === 0 ? thresholds[node] : numberOf(thresholds[node]),
  );
  return {
    thresholds: named,
    setWords: Int32Array.from(words),
    setOffsets: Int32Array.from(offsets),
  };
}
