import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { Page } from 'playwright';

/** Lets an editor attach at any free port, in settings that are open at the debugger's group; the port that it has and the token. */
export async function letAttach(page: Page): Promise<{ port: number; token: string }> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Off: nobody can attach.').waitFor();
  const field = dialog.getByLabel('Port on this computer', { exact: true });
  await field.fill('0');
  await field.press('Tab');
  await dialog.getByRole('switch', { name: 'Let an editor attach' }).press('Space');
  const state = dialog.getByText(/An editor may attach at 127\.0\.0\.1, port \d+/);
  await state.waitFor();
  const port = Number(/port (\d+)/.exec((await state.textContent()) ?? '')?.[1]);
  const token = await dialog.getByLabel('Token', { exact: true }).inputValue();
  return { port, token };
}

/** An editor's side, connected and greeted. */
export async function connectEditor(port: number): Promise<DebugClient> {
  const client = new DebugClient('node', '', 'dotclock');
  await client.start(port);
  await client.initializeRequest();
  return client;
}

/** Where the machine stopped, and why, after a request. */
export async function stopAfter(client: DebugClient, request: Promise<unknown>): Promise<{ reason: string; pc: string }> {
  const stopped = client.waitForEvent('stopped', 20_000);
  await request;
  const { body } = (await stopped) as { body: { reason: string; threadId: number } };
  const [top] = (await client.stackTraceRequest({ threadId: body.threadId })).body.stackFrames;
  return { reason: body.reason, pc: top?.instructionPointerReference ?? '' };
}
