export { assertReleasable } from './assert-releasable.ts';
export { type ReleaseFacts, type ReleaseState, releaseState } from './release-state.ts';
export { type Lacking, sayStopped } from './say-stopped.ts';
