import { fork } from 'node:child_process';
import type { ChildPort, InspectorReply } from '../../../electron/services/inspector-process.ts';

/** Starts the reader of game files as a Node process. */
export function forkInspector(program: string): ChildPort {
  const child = fork(program, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.unref();
  child.channel?.unref();
  return {
    post: (request) => {
      child.channel?.ref();
      child.send(request);
    },
    onReply: (listener) =>
      child.on('message', (reply: InspectorReply) => {
        child.channel?.unref();
        listener(reply);
      }),
    onExit: (listener) => child.on('exit', listener),
    kill: () => void child.kill(),
  };
}
