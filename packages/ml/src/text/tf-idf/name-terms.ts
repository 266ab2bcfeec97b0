import { unpackTerms } from '../terms/index.ts';
import type { TfIdf } from './tf-idf.ts';

/** What people read for each term: `"free entry"` for words, `letters "·ent"` for characters, where · is a blank. */
export function nameTerms({ parts }: TfIdf): string[] {
  return parts.flatMap(({ unit, terms }) =>
    unpackTerms(terms).map((term) =>
      unit === 'words' ? `"${term}"` : `letters "${term.replaceAll(' ', '·')}"`,
    ),
  );
}
