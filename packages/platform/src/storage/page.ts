/** Which part of a list is wanted. */
export interface PageRequest {
  /** Rows returned at most. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** Part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Token of the next page; absent on the last one. */
  readonly next?: string;
}
