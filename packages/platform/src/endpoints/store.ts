import type { ModelName } from '@kaizenml/contracts';
import type { EndpointSettings } from '@kaizenml/contracts/operations';

/** What the settings of an endpoint became, when, by whom and why. */
export interface EndpointChange {
  readonly at: string;
  readonly settings: EndpointSettings;
  readonly note: string | null;
  readonly who: string | null;
}

/** What the history of settings says beside them. */
export interface ChangeReason {
  readonly note?: string | null | undefined;
  /** Who made the change; null where nobody was asked for a name. */
  readonly who?: string | null | undefined;
}

/** Where the settings of endpoints are kept; an endpoint without any has the defaults. */
export interface EndpointStore {
  /** Replaces them, and keeps in the same transaction what they became, who said so and why. */
  put(name: ModelName, settings: EndpointSettings, reason?: ChangeReason): Promise<void>;
  /** What they became, newest first. */
  changes(name: ModelName, limit: number): Promise<readonly EndpointChange[]>;
  find(name: ModelName): Promise<EndpointSettings | undefined>;
  /** Those of every endpoint that has some. */
  all(): Promise<ReadonlyMap<ModelName, EndpointSettings>>;
}
