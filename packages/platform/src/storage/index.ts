export { modelNotFound } from './model-not-found.ts';
export { openSqliteStore } from './open-sqlite-store.ts';
export type { Page, PageRequest } from './page.ts';
export type { Store } from './store.ts';
export { type StoreSurvey, surveyStore } from './survey.ts';
