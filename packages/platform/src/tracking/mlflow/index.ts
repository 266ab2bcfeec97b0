export { artifactFileBody } from './artifact-file-body.ts';
export { folderOfUri } from './artifact-uri.ts';
export { type MlflowAsked, type MlflowCall, NOTHING_TO_TELL } from './call.ts';
export { createTrackingCalls, type TrackingCallParts } from './create-calls.ts';
export { type MlflowFailure, toMlflowFailure } from './failure.ts';
export { type Message, readBody, readQuery } from './message.ts';
export { loggedModelNotFound, runNotFound } from './not-found.ts';
export { invalidValue, missingValue, refusal } from './refusals.ts';
export { createRegistryCalls, type RegistryCallParts } from './registry/index.ts';
