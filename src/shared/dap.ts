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

/** A request of the Debug Adapter Protocol, on its way from an editor to the game. */
export interface DapToPage {
  readonly seq: number;
  readonly command: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What comes back. */
export type DapFromPage =
  | {
      readonly type: 'response';
      readonly request_seq: number;
      readonly command: string;
      readonly success: boolean;
      readonly message?: string;
      readonly body?: unknown;
    }
  | { readonly type: 'event'; readonly event: string; readonly body?: unknown };

/** Calls of the bridge for editors that debug the game in the window. */
export interface DapCalls {
  'dap.status': [null, DapStatus];
  /** Listens on 127.0.0.1, or no more; kept for the next start. */
  'dap.set': [{ on: boolean; port: number }, DapStatus];
  'dap.newToken': [null, DapStatus];
  'dap.send': [DapFromPage, null];
}

export interface DapEvents {
  'dap.request': DapToPage;
  /** The editor has gone. */
  'dap.gone': null;
  'dap.changed': DapStatus;
}
