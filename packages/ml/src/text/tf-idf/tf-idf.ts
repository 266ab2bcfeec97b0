/** A learned weighing of texts by their grams: plain JSON and typed arrays. */
export interface TfIdf {
  readonly fewestLetters: number;
  readonly foldAccents: boolean;
  readonly sublinear: boolean;
  /** Each has terms of its own; the weights of a text have length 1 in each. */
  readonly parts: readonly TfIdfPart[];
}

/** The terms of one unit. */
export interface TfIdfPart {
  readonly unit: 'words' | 'characters';
  readonly low: number;
  readonly high: number;
  /** See `packTerms`. */
  readonly terms: Uint16Array;
  /** One per term. */
  readonly idf: Float64Array;
}

/** Terms of all parts together. */
export function countTerms({ parts }: Pick<TfIdf, 'parts'>): number {
  return parts.reduce((sum, { idf }) => sum + idf.length, 0);
}
