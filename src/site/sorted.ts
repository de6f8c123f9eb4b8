/**
 * A list that is kept in order, in chunks: adding, removing and finding a place cost little however long it is, and never a walk through
 * the whole. Two items of which `compare` says 0 are the same.
 */

/** A chunk is split when it is longer, and goes when it is empty. */
const CHUNK = 512;

export class Sorted<Item> {
  private readonly chunks: Item[][] = [];
  private count = 0;

  constructor(private readonly compare: (a: Item, b: Item) => number) {}

  get size(): number {
    return this.count;
  }

  add(item: Item): void {
    this.count++;
    const at = this.chunkOf(item);
    const chunk = this.chunks[at];
    if (!chunk) return void this.chunks.push([item]);
    chunk.splice(this.indexIn(chunk, item), 0, item);
    if (chunk.length > CHUNK) this.chunks.splice(at + 1, 0, chunk.splice(CHUNK / 2));
  }

  /** The very item, or one that is the same, must be there. */
  remove(item: Item): void {
    const at = this.chunkOf(item);
    const chunk = this.chunks[at]!;
    chunk.splice(this.indexIn(chunk, item), 1);
    if (chunk.length === 0) this.chunks.splice(at, 1);
    this.count--;
  }

  /** How many stand before the item. */
  rank(item: Item): number {
    const at = this.chunkOf(item);
    let before = 0;
    for (let i = 0; i < at; i++) before += this.chunks[i]!.length;
    const chunk = this.chunks[at];
    return chunk ? before + this.indexIn(chunk, item) : before;
  }

  /** The items from this place on. */
  *from(place: number): Generator<Item, void> {
    let skip = place;
    for (const chunk of this.chunks) {
      if (skip >= chunk.length) skip -= chunk.length;
      else {
        for (let i = skip; i < chunk.length; i++) yield chunk[i]!;
        skip = 0;
      }
    }
  }

  clear(): void {
    this.chunks.length = 0;
    this.count = 0;
  }

  /** The chunk that the item is in, or belongs into: the last one that doesn't begin after it. */
  private chunkOf(item: Item): number {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.compare(this.chunks[middle]![0]!, item) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where the item is, or belongs, in its chunk. */
  private indexIn(chunk: readonly Item[], item: Item): number {
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(chunk[middle]!, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
