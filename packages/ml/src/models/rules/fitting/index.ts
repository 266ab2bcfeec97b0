export { fitRules } from './fit-rules.ts';
