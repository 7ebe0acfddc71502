/** Texts of the settings for editors that attach. */
export const attachEn = {
  'section.debugger': 'Debugger',
  'attach.on': 'Let an editor attach',
  'attach.port': 'Port on this computer',
  'attach.token': 'Token',
  'attach.copyPort': 'Copy the port',
  'attach.copyToken': 'Copy the token',
  'attach.newToken': 'New token',
  'attach.off': 'Off: nobody can attach.',
  'attach.waiting': 'An editor may attach at 127.0.0.1, port {port}.',
  'attach.attached': 'An editor is attached at port {port}.',
  'attach.fault': 'Port {port} can’t be had: {reason}',
  'attach.hint':
    'VS Code and others (Debug Adapter Protocol) set breakpoints in the game of this window and step it, forward and back. Only programs of this computer that know the token can attach.',
} as const;
