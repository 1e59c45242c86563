const PLACES = 1 << 16;

/**
 * An approximate set of recent requests in fixed memory: a hash table whose entries replace each other. A text is forgotten
 * after some ten thousand others.
 */
export class RecentlyRequested {
  private readonly places = new Uint32Array(PLACES);

  /** Whether the text was noted lately; notes it. */
  note(text: string): boolean {
    const mark = hashOf(text);
    const place = mark & (PLACES - 1);
    if (this.places[place] === mark) return true;
    this.places[place] = mark;
    return false;
  }
}

/** FNV-1a, 32 bits, its halves mixed: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
