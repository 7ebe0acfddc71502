/** A request of the Debug Adapter Protocol. */
export interface DapRequest {
  readonly seq: number;
  readonly command: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** An answer or an event; who sends it to the client numbers it. */
export type DapMessage =
  | {
      readonly type: 'response';
      readonly request_seq: number;
      readonly command: string;
      readonly success: boolean;
      readonly message?: string;
      readonly body?: unknown;
    }
  | { readonly type: 'event'; readonly event: string; readonly body?: unknown };

/** A symbol file that the host has read for a client. */
export interface SymbolText {
  readonly file: string;
  readonly text: string;
}
