// Those who have something open while a reload changes who may ask: whoever may not any more, or may do other things, is let go.
import { isRefusal, type Authenticate, type CallerHeaders, type Principal } from '../../auth/principal.ts';

export interface Callers {
  /** Calls back once when the caller is not known any more (false), or may do other things than before (true); returns what calls that off. */
  watch(caller: Caller, letGo: (isKnown: boolean) => void): () => void;
  /** Asks again who each of them is. */
  lookAgain(): Promise<void>;
}

interface Caller {
  /** Those that told who it is. */
  readonly headers: CallerHeaders;
  readonly principal: Principal;
}

export function createCallers(authenticate: Authenticate): Callers {
  const watched = new Map<Caller, (isKnown: boolean) => void>();
  async function lookAt(caller: Caller): Promise<void> {
    const answer = await authenticate(caller.headers);
    // While nobody can tell, what was told before holds.
    if (isRefusal(answer) && answer.refused !== 'UNAUTHENTICATED') return;
    if (!isRefusal(answer) && mayDoTheSame(answer, caller.principal)) return;
    const letGo = watched.get(caller);
    watched.delete(caller);
    letGo?.(!isRefusal(answer));
  }
  return {
    watch(caller, letGo) {
      watched.set(caller, letGo);
      return () => watched.delete(caller);
    },
    async lookAgain() {
      await Promise.all([...watched.keys()].map((caller) => lookAt(caller)));
    },
  };
}

function mayDoTheSame(one: Principal, other: Principal): boolean {
  return (
    one.name === other.name &&
    one.method === other.method &&
    one.isRouter === other.isRouter &&
    haveTheSame(one.scopes, other.scopes) &&
    haveTheSame(one.accounts, other.accounts)
  );
}

function haveTheSame(one: ReadonlySet<string> | null, other: ReadonlySet<string> | null): boolean {
  if (one === null || other === null) return one === other;
  return one.size === other.size && [...one].every((name) => other.has(name));
}
