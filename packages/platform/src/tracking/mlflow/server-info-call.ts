import type { MlflowCall } from './call.ts';

/** What clients ask before they use what not every server of the protocol has; a flag that is not there is false. */
const ANSWER = {
  store_type: 'SqlStore',
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: true,
};

/**
 * The call by which clients learn what a server can do.
 *
 * @source MLflow 3.17.2, "server-info"
 */
export const serverInfoCall: MlflowCall = {
  verb: 'GET',
  version: 3,
  path: 'server-info',
  needs: 'read',
  answer: async () => ANSWER,
};
