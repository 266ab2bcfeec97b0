export { Project, type ProjectInput, parseProject, SEARCH_STRATEGIES } from './project.ts';
