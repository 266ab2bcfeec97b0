/** Version of the specification that the events hold to. */
export const SPECIFICATION = 'https://openlineage.io/spec/2-0-2/OpenLineage.json';

const FACETS = 'https://openlineage.io/spec/facets';

/** One event of a run. @source OpenLineage 2-0-2, RunEvent */
export interface OpenLineageEvent {
  readonly eventTime: string;
  readonly eventType: 'START' | 'COMPLETE' | 'FAIL' | 'ABORT';
  readonly producer: string;
  readonly schemaURL: string;
  readonly run: { readonly runId: string; readonly facets: Facets };
  readonly job: { readonly namespace: string; readonly name: string; readonly facets: Facets };
  readonly inputs: readonly EventDataset[];
  readonly outputs: readonly EventDataset[];
}

/** A table or model as an event names it. */
export interface EventDataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets: Facets;
}

export type Facets = Readonly<Record<string, Facet>>;
type Facet = Readonly<Record<string, unknown>> & {
  readonly _producer: string;
  readonly _schemaURL: string;
};

/** Facets that everybody knows, and the schemas that they hold to. */
const KNOWN = {
  schema: '1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet',
  version: '1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet',
  errorMessage: '1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet',
  processing_engine: '1-1-1/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet',
  parent: '1-1-0/ParentRunFacet.json#/$defs/ParentRunFacet',
  jobType: '2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet',
} as const;

/** Makes facets. @param producer URI of the program. */
export function facetMaker(producer: string) {
  return {
    known: (name: keyof typeof KNOWN, fields: Readonly<Record<string, unknown>>): Facets => ({
      [name]: { _producer: producer, _schemaURL: `${FACETS}/${KNOWN[name]}`, ...fields },
    }),
    /** A facet of ours; nobody else's has its name. */
    own: (name: string, fields: Readonly<Record<string, unknown>>): Facets => ({
      [`kaizenml_${name}`]: {
        ...{ _producer: producer, _schemaURL: `${producer}:facets#${name}` },
        ...fields,
      },
    }),
  };
}
