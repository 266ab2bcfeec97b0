export { type MlflowAsked, type MlflowCall, NOTHING_TO_TELL } from './call.ts';
export { createTrackingCalls, type TrackingCallParts } from './create-calls.ts';
export { type MlflowFailure, toMlflowFailure } from './failure.ts';
export { type Message, readBody, readQuery } from './message.ts';
export { missingValue, refusal } from './refusals.ts';
