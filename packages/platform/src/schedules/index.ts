export { nextInstant } from './next-instant.ts';
