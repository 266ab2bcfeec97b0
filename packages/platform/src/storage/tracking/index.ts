export { createTracking } from './create-tracking.ts';
export { answerCall, projectTracking, type TrackingCall } from './tracking-calls.ts';
