/** Work on a list, several items at a time, of which all that is seen happens in the order of the list. */
export interface OrderedWork<Item, Result, Event> {
  /** Items at most that are under way. */
  readonly atOnce: number;
  /** Tells an item that is never under way beside others. */
  readonly isAlone: (item: Item) => boolean;
  readonly work: (item: Item, turn: Turn<Event>) => Promise<Result>;
  readonly tell: (event: Event) => void;
  readonly take: (item: Item, result: Result) => void;
}

/** The place of an item in the order. */
export interface Turn<Event> {
  /** Whether all earlier items are over. */
  readonly isCome: boolean;
  /** Resolves when they are. Rejects with what failed, where something did. */
  readonly come: Promise<void>;
  /** Tells now, or when it is this item's turn. */
  readonly tell: (event: Event) => void;
}

interface UnderWay<Item, Result> {
  readonly item: Item;
  readonly result: Promise<Result>;
  readonly giveTurn: (failure: Error | undefined) => void;
}

/**
 * Begins items in their order, so many at once, takes their results and tells their events in the same order.
 *
 * @throws what failed first, when all that had begun is over; nothing is begun after it.
 */
export async function workInOrder<Item, Result, Event>(
  items: readonly Item[],
  { atOnce, isAlone, work, tell, take }: OrderedWork<Item, Result, Event>,
): Promise<void> {
  const underWay: UnderWay<Item, Result>[] = [];
  const failures: Error[] = [];
  const waiting = items.values();
  let next = waiting.next();
  const fits = (item: Item): boolean => {
    const [first] = underWay;
    if (first === undefined) return true;
    return underWay.length < atOnce && !isAlone(first.item) && !isAlone(item);
  };
  const beginMore = (): void => {
    for (; !next.done && failures.length === 0 && fits(next.value); next = waiting.next()) {
      const item = next.value;
      const { turn, giveTurn } = createTurn(tell);
      const result = work(item, turn);
      result.catch((error: Error) => failures.push(error));
      underWay.push({ item, result, giveTurn });
    }
  };
  beginMore();
  for (let [first] = underWay; first !== undefined; [first] = underWay) {
    const { item, result, giveTurn } = first;
    giveTurn(failures[0]);
    const taken = await result.then(
      (value) => ({ value }),
      () => undefined,
    );
    if (taken !== undefined) take(item, taken.value);
    underWay.shift();
    beginMore();
  }
  if (failures[0] !== undefined) throw failures[0];
}

function createTurn<Event>(tell: (event: Event) => void): {
  readonly turn: Turn<Event>;
  readonly giveTurn: (failure: Error | undefined) => void;
} {
  const held: Event[] = [];
  const state = { isCome: false };
  let settle: (failure: Error | undefined) => void = () => undefined;
  const come = new Promise<void>((resolve, reject) => {
    settle = (failure) => (failure === undefined ? resolve() : reject(failure));
  });
  // Nobody may wait for it.
  come.catch(() => undefined);
  return {
    turn: {
      get isCome() {
        return state.isCome;
      },
      come,
      tell: (event) => {
        if (state.isCome) tell(event);
        else held.push(event);
      },
    },
    giveTurn: (failure) => {
      state.isCome = true;
      for (const event of held) tell(event);
      settle(failure);
    },
  };
}
