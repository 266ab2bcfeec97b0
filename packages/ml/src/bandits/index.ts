export type { AnyBandit, Bandit, Reward } from './bandit.ts';
export { BANDITS, getBandit } from './bandits.ts';
export { type Choice, chooseArm } from './choose-arm.ts';
export { type EpsilonGreedyState, epsilonGreedy } from './epsilon-greedy.ts';
export { type LinUcbArm, type LinUcbState, linUcb } from './lin-ucb.ts';
export { type Belief, probabilityBest } from './probability-best.ts';
export { type BetaArm, type ThompsonBetaState, thompsonBeta } from './thompson-beta.ts';
export { type ThompsonNormalState, thompsonNormal } from './thompson-normal.ts';
