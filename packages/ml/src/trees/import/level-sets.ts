import { modelFileInvalid } from './model-file-invalid.ts';

/** Levels beyond this have no code in XGBoost, whose codes are float32. */
const MOST_LEVELS = 2 ** 24;
/** 64 MB for all sets of a model: a short list may name a high level. */
const MOST_WORDS = 2 ** 24;

/**
 * Makes bit sets of levels for one model, within a bound on their memory.
 *
 * @returns A function from the levels to the words of their set: bit b of word w is level 32 w + b.
 * @throws MODEL_ARTIFACT_INVALID from that function.
 */
export function levelSets(subject: string): (levels: ArrayLike<number>) => Int32Array {
  let nWords = 0;
  return (levels) => {
    let last = -1;
    for (let i = 0; i < levels.length; i++) {
      const level = levels[i];
      if (!Number.isInteger(level) || level < 0 || level >= MOST_LEVELS)
        throw modelFileInvalid({
          subject,
          expectation: `have levels from 0 to ${MOST_LEVELS - 1}`,
          received: level,
        });
      if (level > last) last = level;
    }
    const words = (last >> 5) + 1;
    nWords += words;
    if (nWords > MOST_WORDS)
      throw modelFileInvalid({
        subject,
        expectation: `have sets of levels of at most ${MOST_WORDS * 4} bytes`,
        received: nWords * 4,
      });
    const set = new Int32Array(words);
    for (let i = 0; i < levels.length; i++) set[levels[i] >> 5] |= 1 << (levels[i] & 31);
    return set;
  };
}
