/** How a check says that something must not be. */

/** What was broken: the invariant's name as in docs/simulation.md, and what was seen. */
export interface Broken {
  invariant: string;
  message: string;
}

class BrokenInvariant extends Error implements Broken {
  constructor(
    readonly invariant: string,
    message: string,
  ) {
    super(message);
  }
}

export function must(holds: boolean, invariant: string, message: () => string): asserts holds {
  if (!holds) throw new BrokenInvariant(invariant, message());
}
