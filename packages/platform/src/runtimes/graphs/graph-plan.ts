import type { ArtifactHash, InputField, OutputField, Prediction } from '@kaizenml/contracts';
import type { GraphNode } from '@kaizenml/contracts/project';
import type { LookupPlan } from '../lookups/index.ts';

/** A version that a graph asks, whatever its name points at later. */
export interface PinnedModel {
  /** As it was declared. */
  readonly reference: string;
  readonly name: string;
  readonly version: number;
  readonly artifact: ArtifactHash;
  /** Columns that it reads; it is sent no others. */
  readonly inputs: readonly string[];
}

/** What a step asks. */
export type Asks =
  | { readonly kind: 'model'; readonly model: PinnedModel }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'lookup'; readonly lookup: LookupPlan };

export interface PlannedStep {
  readonly name: string;
  readonly asks: Asks;
  readonly condition?: string;
  readonly weight?: number;
  /** Column for its answer. */
  readonly as?: string;
  readonly probabilityOf?: string;
  readonly isSoft: boolean;
}

export interface PlannedNode {
  readonly router: GraphNode['router'];
  readonly steps: readonly PlannedStep[];
  readonly combine: NonNullable<GraphNode['combine']>;
  readonly by?: string;
  readonly explainer?: PinnedModel;
}

/** An inference graph with versions instead of references, as an artifact keeps it. */
export interface GraphPlan {
  readonly nodes: Readonly<Record<string, PlannedNode>>;
  /** Columns that conditions may read: what callers send, and what steps add. */
  readonly columns: readonly InputField[];
  /** What each node answers. */
  readonly outputs: Readonly<Record<string, Pick<OutputField, 'task' | 'classes'>>>;
}

/** What a step adds to rows in the column `as`. */
export function cellOf(
  { prediction, probabilities }: Prediction,
  { probabilityOf }: Pick<PlannedStep, 'probabilityOf'>,
): string | number | null {
  return probabilityOf === undefined ? prediction : (probabilities?.[probabilityOf] ?? null);
}
