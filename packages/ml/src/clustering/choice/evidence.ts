/** What speaks for and against a number of clusters. */
export interface EvidenceOfK {
  /** From 1. */
  readonly k: number;
  /** Sum of squared distances to the centers. */
  readonly inertia: number;
  /** Mean silhouette; null for one cluster, as the next three. */
  readonly silhouette: number | null;
  readonly calinskiHarabasz: number | null;
  readonly daviesBouldin: number | null;
  /**
   * How much higher the (simplified) silhouette is than that of as many clusters of one population: what tells clusters
   * from slices of a cloud.
   */
  readonly excess: number | null;
  /** Standard deviation of the silhouettes of the references. */
  readonly excessDeviation: number | null;
  /** Mean logarithm of the references' inertia minus that of the rows, both as shares of the inertia of one cluster. */
  readonly gap: number;
  /** Its standard error, the simulation included. */
  readonly gapDeviation: number;
  /** Mean adjusted Rand index over resamples; 1 for one cluster. */
  readonly stability: number;
  /** Clusters that are clearly several themselves; null where k does not stand out at all, so that it was not asked. */
  readonly nSeveral: number | null;
}

/** What each rule alone would choose. */
export interface VotesForK {
  /**
   * Among the numbers of clusters that stand out from one population: the smallest whose excess times stability is at
   * least 95 % of the largest, and from there on the first none of whose clusters is several itself; 1 where none stands
   * out. This one decides.
   */
  readonly excess: number;
  /** Bend of the inertia; null where it has none. */
  readonly elbow: number | null;
  /** Largest mean silhouette. */
  readonly silhouette: number;
  /** Smallest k whose gap is at least the next one's less its standard error (Tibshirani et al.); null where none is. */
  readonly gap: number | null;
  readonly calinskiHarabasz: number;
  readonly daviesBouldin: number;
}

/** A number of clusters, and why. */
export interface ChoiceOfK {
  readonly k: number;
  /** One sentence. */
  readonly reason: string;
  readonly votes: VotesForK;
  /** By k, from 1. */
  readonly evidence: readonly EvidenceOfK[];
  /** Rows that silhouettes (by all pairs) and indices were computed on: all, or a drawn sample. */
  readonly nJudged: number;
  /** Rows of each reference and resample. */
  readonly nResampled: number;
  /** Coordinates that rows were judged by: all, or 64 sums of more than 100. */
  readonly nCoordinates: number;
  readonly nReferences: number;
  readonly nResamples: number;
}
