export { matchPath } from './match-path.ts';
export { changePlace, followLinks, goTo, hasMoved, type Place, usePlace } from './router.ts';
