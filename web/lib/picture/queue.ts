/** Stops what it does when the signal aborts; never throws. */
export type Task = (signal: AbortSignal) => Promise<void>;

export type Queue = {
  /** Runs the task when a place is free. Abort what is returned to take the task back. */
  readonly add: (task: Task) => AbortController;
  /** The same, before all that wait. */
  readonly addFirst: (task: Task) => AbortController;
};

type Waiting = { readonly task: Task; readonly control: AbortController };

/** Runs as many tasks at once as there are places, in the order in which they came. */
export function createQueue(places: number): Queue {
  let waiting: readonly Waiting[] = [];
  let running = 0;

  function advance(): void {
    waiting = waiting.filter(({ control }) => !control.signal.aborted);
    while (running < places) {
      const [next, ...others] = waiting;
      if (next === undefined) return;
      waiting = others;
      void run(next);
    }
  }

  async function run({ task, control }: Waiting): Promise<void> {
    running += 1;
    try {
      await task(control.signal);
    } finally {
      running -= 1;
      advance();
    }
  }

  return {
    add(task) {
      const control = new AbortController();
      waiting = [...waiting, { task, control }];
      advance();
      return control;
    },
    addFirst(task) {
      const control = new AbortController();
      waiting = [{ task, control }, ...waiting];
      advance();
      return control;
    },
  };
}
