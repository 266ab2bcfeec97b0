/** A run as a plain object, to hold searches against. Statuses and names are those of the store. */
export interface PlainRun {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly status: 'scheduled' | 'running' | 'finished' | 'failed' | 'killed';
  readonly artifactUri: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly datasets: readonly {
    readonly name: string;
    readonly digest: string;
    readonly context: string | null;
  }[];
}
