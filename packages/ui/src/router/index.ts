export { matchPath } from './match-path.ts';
export { followLinks, goTo, type Place, usePlace } from './router.ts';
