export interface Scrolling {
  rows: number;
  seconds: number;
  framesPerSecond: number;
  /** Milliseconds, like the tasks. */
  longestFrame: number;
  /** Tasks of more than 50 ms: https://www.w3.org/TR/longtasks-1/ */
  longTasks: number;
  longestTask: number;
  /** Elements of the page in the end. */
  nodes: number;
}

/** A script for the page with the list; its value is a promise of a `Scrolling`. */
export function scrollThrough(wish: { rows: number; pixelsPerFrame: number }): string;
