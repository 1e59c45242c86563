export interface BrokerProgram {
  java: string;
  jar: string;
  home: string;
}
export const BROKER_ADVICE: string;
export function findBroker(): BrokerProgram | null;
export function provideBroker(): Promise<BrokerProgram>;
