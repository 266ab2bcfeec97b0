export { matchPath } from './match-path.ts';
export { followLinks, goTo, hasMoved, type Place, usePlace } from './router.ts';
