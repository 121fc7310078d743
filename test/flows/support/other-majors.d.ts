// The older major, installed under another name and without types of its own.
declare module 'express4' {
  export { default } from 'express';
}
