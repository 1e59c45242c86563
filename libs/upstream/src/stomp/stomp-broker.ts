export interface StompBroker {
  host: string;
  port: number;
  /** null: plain TCP. */
  tls: { ca: string | null; verify: boolean } | null;
  login: string;
  passcode: string;
}

export interface StompSubscriber {
  /** `/topic/<name>` */
  destination: string;
  /** From now on messages are not missed. Called once. */
  onSubscribed(): void;
  /** The headers of one message; its body is read and dropped. */
  onMessage(headers: Readonly<Record<string, string>>): void;
}

export interface StompSettings {
  /** Wanted from both sides, milliseconds; a broker that is silent for twice as long is gone. */
  heartBeatMs: number;
  /** For the connection, and again for the broker's welcome, milliseconds. */
  timeoutMs: number;
  maxBodyBytes: number;
}
