/** The page of a retraining. */
export function retrainingAddress(id: string): string {
  return `/retrainings/${encodeURIComponent(id)}`;
}

/** The list of retrainings, of one endpoint or of all. */
export function retrainingsAddress(endpoint?: string): string {
  return endpoint === undefined
    ? '/retrainings'
    : `/retrainings?${new URLSearchParams({ endpoint })}`;
}
