export interface TraceSettings {
  /** Where spans are sent: OTLP over HTTP, `http://collector:4318/v1/traces`. */
  otlpUrl: string;
  /** Share of the traces that begin here, 0 to 1. Incoming traces keep their own decision. */
  sampleRatio: number;
}

/** Ends the sending of spans; what is still held is sent. */
export type StopTraces = () => Promise<void>;
