import type { ModelName } from '@kaizenml/contracts';
import type { EndpointSettings } from '@kaizenml/contracts/operations';

/** Where the settings of endpoints are kept; an endpoint without any has the defaults. */
export interface EndpointStore {
  put(name: ModelName, settings: EndpointSettings): Promise<void>;
  find(name: ModelName): Promise<EndpointSettings | undefined>;
  /** Those of every endpoint that has some. */
  all(): Promise<ReadonlyMap<ModelName, EndpointSettings>>;
}
