export interface ProblemKind {
  status: number;
  title: string;
  /** What happened; on the page of the problem's `type`. */
  explanation: string;
  /** What the caller can do; on the same page. */
  remedy: string;
}
