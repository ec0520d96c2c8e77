// Scripted faults: what goes wrong, for which requests and how often.
import { z } from 'zod';
import { OutsideChange } from './content/outside.ts';
import type { EmulatedRequest } from './http.ts';

const Action = z.discriminatedUnion('kind', [
  /** Answers this many milliseconds late. */
  z.strictObject({ kind: z.literal('latency'), ms: z.number().int().min(0).max(600_000) }),
  /** The provider's own 429, with Retry-After when seconds are given. */
  z.strictObject({ kind: z.literal('throttle'), retryAfter: z.number().int().min(0).optional() }),
  /** The provider's own form of a server fault. */
  z.strictObject({ kind: z.literal('error'), status: z.number().int().min(400).max(599) }),
  /** Any answer, sent as given. */
  z.strictObject({
    kind: z.literal('answer'),
    status: z.number().int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
  }),
  /** Takes the request and never answers. */
  z.strictObject({ kind: z.literal('stall') }),
  /** Cuts the connection before anything happened. */
  z.strictObject({ kind: z.literal('cut') }),
  /** Sends half of the body and cuts the connection. */
  z.strictObject({ kind: z.literal('truncate') }),
  /** A whole, well-framed body that stops in the middle of its JSON. */
  z.strictObject({ kind: z.literal('half-json') }),
  /** 200 with an HTML page, as a proxy in the way would send. */
  z.strictObject({ kind: z.literal('html') }),
  /** Answers with what the previous request to the same path and method was answered. */
  z.strictObject({ kind: z.literal('repeat-page') }),
  /** The rows of the previous answer to the same path and method, in a page that goes on as it should. */
  z.strictObject({ kind: z.literal('repeat-rows') }),
  /** Only the first rows of the page: links, cursors and totals stay as they are. */
  z.strictObject({ kind: z.literal('first-rows'), keep: z.number().int().min(0) }),
  /** Somebody changes something past the API just before the request is answered. */
  z.strictObject({ kind: z.literal('outside'), change: OutsideChange }),
  /** Replaces enum values by unknown ones, where the provider's answers have enums. */
  z.strictObject({ kind: z.literal('unknown-enum') }),
  /** A write answers success and changes nothing. */
  z.strictObject({ kind: z.literal('lie') }),
  /** A write is applied, then the connection is cut before the answer. */
  z.strictObject({ kind: z.literal('apply-then-cut') }),
]);

/** What can befall one part of a batch: the rest befalls the connection, or the answer as a whole. */
const OF_PARTS: readonly string[] = ['throttle', 'error', 'answer', 'lie'];

/** A fault, and the requests it is for. */
export const FaultRule = z
  .strictObject({
    method: z.string().optional(),
    /** Regular expression on the raw path; every path when absent. */
    path: z.string().optional(),
    /** Regular expression on the query, as the journal has it: for one page of a list, say. */
    query: z.string().optional(),
    /** Regular expression on the name of a part of a batch: the rule is for such parts, and not for whole requests. */
    part: z.string().optional(),
    /** How many matching requests, or parts, pass before it strikes. */
    after: z.number().int().min(0).default(0),
    /** How often it strikes; without end when absent. */
    times: z.number().int().min(1).optional(),
    fault: Action,
  })
  .refine(({ part, fault }) => part === undefined || OF_PARTS.includes(fault.kind), {
    path: ['part'],
    message: `Invalid fault for one part: there are ${OF_PARTS.join(', ')}`,
  });
/** A rule as it is given, before defaults. */
export type FaultRule = z.input<typeof FaultRule>;
/** What goes wrong. */
export type Fault = z.output<typeof Action>;

/** The rules in force. */
export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault for this request, if a rule strikes; counts it as used. */
  strike(request: Asked): Fault | undefined;
  /** The same for one part of a batch that came with this request. */
  strikePart(request: Asked, part: string): Fault | undefined;
}

/** What rules look at. */
type Asked = Pick<EmulatedRequest, 'method' | 'path' | 'query'>;

interface Entry {
  readonly rule: z.output<typeof FaultRule>;
  readonly path: RegExp;
  readonly query: RegExp;
  /** Null for a rule about whole requests. */
  readonly part: RegExp | null;
  seen: number;
  struck: number;
}

/** No rule yet. */
export function createFaults(): Faults {
  let rules: Entry[] = [];

  /** The first rule that is about this strikes; `part` is null for a whole request. */
  function strike({ method, path, query }: Asked, part: string | null): Fault | undefined {
    for (const entry of rules) {
      if (entry.rule.method !== undefined && entry.rule.method !== method) continue;
      if (!entry.path.test(path) || !entry.query.test(query.toString())) continue;
      if (part === null ? entry.part !== null : entry.part?.test(part) !== true) continue;
      entry.seen += 1;
      if (entry.seen <= entry.rule.after) continue;
      if (entry.rule.times !== undefined && entry.struck >= entry.rule.times) continue;
      entry.struck += 1;
      return entry.rule.fault;
    }
    return undefined;
  }

  return {
    add(input) {
      const rule = FaultRule.parse(input);
      const part = rule.part === undefined ? null : new RegExp(rule.part);
      const [path, query] = [new RegExp(rule.path ?? ''), new RegExp(rule.query ?? '')];
      rules.push({ rule, path, query, part, seen: 0, struck: 0 });
    },
    clear() {
      rules = [];
    },
    strike: (request) => strike(request, null),
    strikePart: strike,
  };
}
