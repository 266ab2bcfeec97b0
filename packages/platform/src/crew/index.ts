export type { Asked, Crew, Seat } from './crew.ts';
export { type CrewMember, joinCrew } from './join-crew.ts';
export {
  type FromWorker,
  fromSent,
  type Listening,
  type SentFailure,
  type ToWorker,
} from './messages.ts';
export { createSwitchboard, type Switchboard } from './switchboard.ts';
export { type Topic, topic } from './topic.ts';
