export { checkInput, type InputSubject } from './check-input.ts';
