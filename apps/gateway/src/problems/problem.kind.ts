export interface ProblemKind {
  status: number;
  title: string;
  /** For the page behind the problem's `type`: what happened. */
  explanation: string;
  /** For the same page: what the caller can do about it. */
  remedy: string;
}
