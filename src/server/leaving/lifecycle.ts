// Whether the process takes requests: what those who probe it are told, and what its answers say of their connections.

/** `draining`: it has been told to stop, and everything is still served. */
export type LifecycleState = 'starting' | 'ready' | 'draining';

export interface Lifecycle {
  state(): LifecycleState;
  /** It has started; of no effect once it drains. */
  ready(): void;
  drain(): void;
}

export function createLifecycle(): Lifecycle {
  let state: LifecycleState = 'starting';
  return {
    state: () => state,
    ready: () => {
      if (state === 'starting') state = 'ready';
    },
    drain: () => {
      state = 'draining';
    },
  };
}
