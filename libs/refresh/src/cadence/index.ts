export { DurationBook } from './duration-book.js';
export * from './duration-sketch.js';
export { Expectation } from './expectation.js';
export * from './cadence-input.js';
export * from './next-check.js';
