/** How long a step of a graph took, for traces. */
export interface NodeSpan {
  /** From the root: `root/route/premium`. */
  readonly step: string;
  /** `model churn/3`, `node route` or `lookup by customer_id`. */
  readonly asks: string;
  readonly nRows: number;
  readonly tookMs: number;
  /** Code of the failure. Absent: it answered. */
  readonly failure?: string;
}
