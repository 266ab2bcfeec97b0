export { modelNotFound } from './model-not-found.ts';
export {
  experimentNotFound,
  loggedModelNotFound,
  runNotFound,
} from './not-found.ts';
export { openPostgresStore } from './open-postgres-store.ts';
export { openSqliteStore } from './open-sqlite-store.ts';
export { type OpenStoreOptions, openStore } from './open-store.ts';
export type { Page, PageRequest } from './page.ts';
export type { Store } from './store.ts';
export { type StoreSurvey, surveyStore } from './survey.ts';
