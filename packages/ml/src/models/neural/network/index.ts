export { answerRows, type NetworkMembers } from './answer-rows.ts';
export { checkNetwork } from './check-network.ts';
export { fitMembers, type MembersOptions } from './fit-members.ts';
export { threadEngine } from './thread-engine.ts';
