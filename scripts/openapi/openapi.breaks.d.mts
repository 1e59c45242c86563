/** Something that callers of the older document would stumble over. */
export interface Break {
  /** `GET /jobs/{id}` */
  where: string;
  what: string;
}

export function breaksOf(older: object, newer: object): Break[];
export function unannounced(breaks: readonly Break[], changelog: string): Break[];
