import type { Page, PageRequest } from '../storage/page.ts';

/** What a page of runs shows, under a name. */
export interface ViewRecord {
  readonly name: string;
  readonly page: 'runs' | 'compare';
  /** What stands behind the question mark in its address. */
  readonly query: string;
  readonly savedAt: string;
  /** Id of a key, `admin` …; null where the server asks nobody. */
  readonly savedBy: string | null;
}

/** Where views are kept. Every method is one transaction. */
export interface ViewStore {
  /** Adds the view, or replaces the one of its name. */
  save(view: Omit<ViewRecord, 'savedAt'>): Promise<ViewRecord>;
  /** By the characters of their names. */
  list(page: PageRequest): Promise<Page<ViewRecord>>;
  /** False where there is none of this name. */
  remove(name: string): Promise<boolean>;
}
