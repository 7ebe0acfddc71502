'use strict';

const TYPE = 'dotclock';
/** Nobody but this computer is ever spoken to. */
const HOST = '127.0.0.1';
const APP_PORT = 4711;
const TOKEN = 'token';

/** Where an editor's session finds its adapter: the app, a `dotclock dap --port`, or a `dotclock dap` of its own. */
function adapterOf(vscode, { request, port }) {
  if (request === 'attach') return new vscode.DebugAdapterServer(port ?? APP_PORT, HOST);
  if (port !== undefined) return new vscode.DebugAdapterServer(port, HOST);
  const path = vscode.workspace.getConfiguration(TYPE).get('path') || 'dotclock';
  return /\.[cm]?js$/.test(path)
    ? new vscode.DebugAdapterExecutable('node', [path, 'dap'])
    : new vscode.DebugAdapterExecutable(path, ['dap']);
}

/** Fills in what a configuration leaves out. Undefined when the person gave it up. */
async function resolved(vscode, secrets, config) {
  const made = config.type ? config : { type: TYPE, request: 'attach', name: "Game in Dotclock's window" };
  if (made.request !== 'attach' || made.token) return made;
  const kept = await secrets.get(TOKEN);
  const token =
    kept ??
    (await vscode.window.showInputBox({
      title: 'Dotclock',
      prompt: 'The token that Dotclock shows under Settings, Debugger',
      password: true,
      ignoreFocusOut: true,
    }));
  if (!token) return undefined;
  if (kept === undefined) await secrets.store(TOKEN, token.trim());
  return { ...made, token: token.trim() };
}

/** A token that was refused is asked for anew the next time. */
function trackerOf(secrets) {
  return {
    onDidSendMessage: (message) => {
      const refused = message.type === 'response' && message.command === 'attach' && message.success === false;
      if (refused && /token/.test(message.message ?? '')) void secrets.delete(TOKEN);
    },
  };
}

exports.register = (vscode, { subscriptions, secrets }) => {
  subscriptions.push(
    vscode.debug.registerDebugConfigurationProvider(TYPE, {
      resolveDebugConfiguration: (_folder, config) => resolved(vscode, secrets, config),
    }),
    vscode.debug.registerDebugAdapterDescriptorFactory(TYPE, {
      createDebugAdapterDescriptor: ({ configuration }) => adapterOf(vscode, configuration),
    }),
    vscode.debug.registerDebugAdapterTrackerFactory(TYPE, { createDebugAdapterTracker: () => trackerOf(secrets) }),
  );
};
