'use strict';
const { existsSync } = require('node:fs');

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
  if (!/\.[cm]?js$/.test(path)) return new vscode.DebugAdapterExecutable(path, ['dap']);
  if (!existsSync(path))
    throw new Error(`There is no ${path}: "dotclock.path" in the user's settings names Dotclock's command line.`);
  // The editor's own Node. For the command "node" it would load a script in a way that no module can be loaded.
  return new vscode.DebugAdapterExecutable(process.execPath, [path, 'dap'], { env: { ELECTRON_RUN_AS_NODE: '1' } });
}

const OPEN_SETTINGS = 'Open Settings';

/** The editor says nothing of a program that can't be started, and of a port only that it is shut. */
async function explain(vscode, { request, port }, error) {
  if (error.code === 'ECONNREFUSED' || /ECONNREFUSED/.test(error.message)) {
    const where = `${HOST}:${port ?? APP_PORT}`;
    const todo =
      request === 'attach'
        ? 'Play a game in Dotclock and switch on "Let an editor attach" in its settings, Debugger; the port is shown there.'
        : 'Start `dotclock dap GAME --port` first.';
    await vscode.window.showErrorMessage(`Dotclock does not answer on ${where}. ${todo}`);
  } else if (error.code === 'ENOENT' || /ENOENT/.test(error.message)) {
    const chosen = await vscode.window.showErrorMessage(
      'The program `dotclock` was not found. "dotclock.path" in the user\'s settings names it, or the path of `dist/cli.mjs`.',
      OPEN_SETTINGS,
    );
    if (chosen === OPEN_SETTINGS) await vscode.commands.executeCommand('workbench.action.openSettings', 'dotclock.path');
  }
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

/** A token that was refused is asked for anew the next time; what can't be started is said. */
function trackerOf(vscode, secrets, configuration) {
  let answered = false;
  return {
    onDidSendMessage: (message) => {
      answered = true;
      const refused = message.type === 'response' && message.command === 'attach' && message.success === false;
      if (refused && /token/.test(message.message ?? '')) void secrets.delete(TOKEN);
    },
    onError: (error) => void explain(vscode, configuration, error),
    onExit: (code) => {
      if (code === 0 || code === undefined || code === null) return;
      const when = answered ? 'ended' : 'ended before it answered';
      void vscode.window.showErrorMessage(`Dotclock's command line ${when}, with status ${code}.`);
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
    vscode.debug.registerDebugAdapterTrackerFactory(TYPE, {
      createDebugAdapterTracker: ({ configuration }) => trackerOf(vscode, secrets, configuration),
    }),
  );
};
