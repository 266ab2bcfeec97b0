import { asId, type ModelName } from '@kaizenml/contracts';
import { MonitorSettings } from '@kaizenml/contracts/operations';
import type { EndpointStore } from '../endpoints/index.ts';

/** How the rows of an endpoint are judged. */
export interface HowJudged {
  readonly settings: MonitorSettings;
  /** Inputs that the log does not keep as they were. */
  readonly redacted: ReadonlySet<string>;
}

/** What an endpoint says of how it is watched; the defaults where it says nothing. */
export async function howJudged(
  endpoints: Pick<EndpointStore, 'find'>,
  endpoint: string,
): Promise<HowJudged> {
  const found = await endpoints.find(asId<ModelName>(endpoint));
  return {
    settings: found?.monitoring ?? MonitorSettings.parse({}),
    redacted: new Set(Object.keys(found?.log?.redact ?? {})),
  };
}
