import type { TableSuccession } from './table-succession.ts';

/**
 * The champion stays: no measure says which of two such models is better, and whoever asks for the new one must see that its answers
 * mean something else.
 *
 * @param why Why nothing compares them, as a sentence.
 */
export function championStays(why: string): TableSuccession {
  return {
    find: async ({ artifact: theirs, version }, artifact) =>
      artifact === theirs ? { kind: 'itself', version } : { kind: 'apart', version, why },
    judge: (rival, { version }) => {
      const told = { champion: version, gain: null, nRows: null };
      return rival.kind === 'itself'
        ? { ...told, takesOver: true, sentence: `It is the same model as version ${version}.` }
        : { ...told, takesOver: false, sentence: `Version ${version} stays the champion: ${why}` };
    },
  };
}
