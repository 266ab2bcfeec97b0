import type { RemoteProtocolName } from '@kaizenml/contracts/operations';
import { kaizen } from './kaizen.ts';
import { mlflow } from './mlflow.ts';
import type { RemoteProtocol } from './remote-protocol.ts';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export type { RemoteChange } from './remote-protocol.ts';

/** How every protocol is spoken. */
export const PROTOCOLS: Readonly<Record<RemoteProtocolName, RemoteProtocol>> = {
  v2,
  v1,
  mlflow,
  kaizen,
};
