/** The port that editors find the app at, unless another is set. */
export const DEFAULT_DAP_PORT = 4711;

export interface DapStatus {
  readonly on: boolean;
  /** 0: any free one. */
  readonly port: number;
  /** The port that it really waits on; null when it does not. */
  readonly listening: number | null;
  readonly token: string;
  /** An editor is attached. */
  readonly attached: boolean;
  /** Why it does not wait though it is on. */
  readonly fault: string | null;
}

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

/** Calls of the bridge for editors that debug the game in the window. */
export interface DapCalls {
  'dap.status': [null, DapStatus];
  /** Listens on 127.0.0.1, or no more; kept for the next start. */
  'dap.set': [{ on: boolean; port: number }, DapStatus];
  'dap.newToken': [null, DapStatus];
  'dap.send': [DapMessage, null];
}

export interface DapEvents {
  'dap.request': DapRequest;
  /** The editor has gone. */
  'dap.gone': null;
  'dap.changed': DapStatus;
}
