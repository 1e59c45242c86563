/** In the order in which the connections come first. */
export function groupByConnection<Item extends { connection: string }>(items: Iterable<Item>): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.connection);
    if (group === undefined) groups.set(item.connection, [item]);
    else group.push(item);
  }
  return groups;
}
