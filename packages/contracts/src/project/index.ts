export { Project, type ProjectInput, parseProject } from './project.ts';
