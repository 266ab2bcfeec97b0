export { answerRows, type NetworkMembers } from './answer-rows.ts';
export { fitMembers, type MembersOptions, openEngine } from './fit-members.ts';
