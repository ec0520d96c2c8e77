// What this thread and that of an embedded database say to each other.
import type { QueryOptions } from '@electric-sql/pglite';
import type { ResultOf } from './pglite.ts';

/** Where the thread finds the files of its database: in a directory, or given to it to be loaded into memory. */
export type Files = { readonly directory: string } | { readonly loaded: ArrayBuffer };

/** What is asked for. `transaction`: within which one, by the number of the question that began it. */
export type Asked =
  | {
      readonly what: 'QUERY';
      readonly text: string;
      readonly values: readonly unknown[];
      readonly rowMode: QueryOptions['rowMode'];
      readonly transaction: number | null;
    }
  | { readonly what: 'EXEC'; readonly text: string }
  | { readonly what: 'BEGIN' }
  | { readonly what: 'END'; readonly transaction: number; readonly isCommit: boolean }
  | { readonly what: 'LISTEN' | 'UNLISTEN'; readonly channel: string }
  | { readonly what: 'CLOSE' };

/** A question has a number, by which its answer is told. */
export interface Question {
  readonly no: number;
  readonly asked: Asked;
}

/** What there is of an error that can be copied: the fields of DatabaseError that are texts, such as `code`. */
export interface Failure {
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a statement gives; several where it is of several statements, and null for what gives nothing. */
export type Given = ResultOf<Record<string, unknown>>;

export type Told =
  | { readonly no: number; readonly given: Given | readonly Given[] | null }
  | { readonly no: number; readonly failure: Failure }
  | { readonly channel: string; readonly payload: string };
