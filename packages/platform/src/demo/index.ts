export { birdStrikes, type Strike, writeBirdStrikes } from './bird-strikes.ts';
export { changed, type PlayedDrift, playDrift } from './play-drift.ts';
export { playRetraining, type Retraining } from './play-retraining.ts';
