import type { ChildProcess } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

export const SAID_WHY: number;
export function findElectron(here: { root: string; env: Environment; platform: string }): {
  executable: string | null;
  missing: boolean;
  why: string;
};
export function reasonOf(text: string): string;
export function runElectron(
  executable: string,
  words: string[],
  options: { env: Environment; startTime?: number; started?: (child: ChildProcess) => void },
): Promise<{ status: number; fault: string | null }>;
export function downloadElectron(here: {
  root: string;
  env: Environment;
  say: (line: string) => void;
}): { done: Promise<boolean>; stop: () => void } | null;
